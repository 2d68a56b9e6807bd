import { execute, type Client } from '#shared/rows'

/** Keywords and how many people looked for them; those of fewer than three stay unknown to others. */
const SEARCHED: [keyword: string, people: number][] = [
  ['冰箱', 9],
  ['变频空调', 7],
  ['洗碗机', 6],
  ['海尔冰箱', 5],
  ['滚筒洗衣机', 5],
  ['空气炸锅', 4],
  ['扫地机器人', 4],
  ['1.5匹', 3],
  ['净水器', 3],
  ['送妈妈的礼物', 1],
]

/** The demo customers searched first, then visitors; within the last five days. */
const SEARCHES = `
  with customer as (
    select id, row_number() over (order by id) as place from users where role in ('individual', 'dealer'))
  insert into search_logs (keyword, normalized, user_id, visitor, created_at)
  select s.keyword, lower(s.keyword), c.id,
    case when c.id is null then left(md5('demo visitor ' || n), 22) else '' end,
    now() - make_interval(hours => (n * 13 + s.place * 7)::int % 120)
  from unnest(?::text[], ?::int[]) with ordinality as s (keyword, people, place),
    generate_series(1, s.people) n left join customer c on c.place = n`

/** What the demo customers looked for, so that hot keywords and histories are not empty. */
export async function seedSearches(client: Client): Promise<number> {
  return execute(
    SEARCHES,
    [SEARCHED.map(([keyword]) => keyword), SEARCHED.map(([, people]) => people)],
    client
  )
}
