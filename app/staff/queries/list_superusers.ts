import { rows } from '#shared/rows'

/** Superusers, all or those of a name or an id, in order of their ids. */
export async function listSuperusers(wanted: {
  username?: string
  id?: number
}): Promise<{ id: number; username: string }[]> {
  return rows(
    `select id, username from users
     where is_superuser and (:username::text is null or username = :username)
       and (:id::bigint is null or id = :id)
     order by id limit 20`,
    { username: wanted.username ?? null, id: wanted.id ?? null }
  )
}
