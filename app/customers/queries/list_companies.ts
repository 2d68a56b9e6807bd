import { COMPANY, type Company } from '#customers/company'
import type { Paging } from '#shared/paging'
import { rows } from '#shared/rows'
import { contains } from '#shared/sql'

/** A certification with the account that it belongs to. */
export interface ListedCompany extends Company {
  user: number
  user_name: string
}

export interface CompanyFilter {
  /** '' for all; what is no status selects nothing */
  status: string
  /** part of the company's name, the licence number or the account's name; '' for all */
  search: string
}

const SEARCH = `and (c.company_name ilike :search or c.business_license ilike :search
  or u.username ilike :search)`

/**
 * Certifications for administrators: those under review first, then the newest. One statement whatever
 * the page size.
 */
export async function listCompanies(
  { status, search }: CompanyFilter,
  { pageSize, offset }: Paging
): Promise<{ results: ListedCompany[]; total: number }> {
  const found = await rows<{ total: number } & (ListedCompany | { id: null })>(
    `with matching as not materialized (
       select c.id, c.status <> 'pending' as decided, c.created_at
       from company_infos c ${search ? 'join users u on u.id = c.user_id' : ''}
       where true ${status ? 'and c.status = :status' : ''} ${search ? SEARCH : ''}
     ), page as (
       select * from matching order by decided, created_at desc, id desc
       limit :pageSize offset :offset
     )
     select counted.total, ${COMPANY}, u.id as "user", u.username as user_name
     from (select count(*) as total from matching) counted
     left join page on true
     left join company_infos c on c.id = page.id
     left join users u on u.id = c.user_id
     order by page.decided, page.created_at desc, page.id desc`,
    { status, search: contains(search), pageSize, offset }
  )
  const results = found.flatMap((one) => (one.id === null ? [] : [one]))
  return { results, total: found[0]?.total ?? 0 }
}
