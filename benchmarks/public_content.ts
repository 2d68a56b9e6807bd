import { execute, rows } from '#shared/rows'

/** Searches of two months, most of them for few words, as people search. */
const SEARCHES = `
  insert into search_logs (keyword, normalized, created_at)
  select word, word, now() - make_interval(mins => n * 2)
  from generate_series(1, 50000) n,
    lateral (select '批量词 ' || floor(power(n::bigint * 7919 % 10007 / 10007.0, 3) * 2000)::int as word) w`

const PICTURE = `
  insert into media_images (file, content_type, size, sha256, width, height)
  select 'images/2026/01/01/' || md5(n::text) || '.webp', 'image/webp', 40000, repeat('0', 64), 750, 400
  from generate_series(1, 24) n returning id`

const BANNERS = `
  insert into home_banners (image_id, product_id, title, position, "order")
  select image, (select min(id) + place from products), '横幅 ' || place,
    (array['home', 'gift', 'designer'])[1 + place % 3], place
  from unnest(?::bigint[]) with ordinality p (image, place)`

const COVERS = `
  insert into special_zone_covers (type, image_id)
  select zone, (?::bigint[])[place] from unnest(array['gift', 'designer']) with ordinality z (zone, place)`

/** Thirty cases of two paragraphs and two pictures each. */
const CASES = `
  with pictures as (select ?::bigint[] as ids),
  made as (
    insert into cases (title, cover_image_id, "order")
    select '案例 ' || n, ids[1 + n % 24], n from pictures, generate_series(1, 30) n
    returning id, "order" as n)
  insert into case_detail_blocks (case_id, block_type, text, image_id, "order")
  select made.id, case place % 2 when 0 then 'image' else 'text' end,
    case place % 2 when 0 then '' else repeat('全屋家电，设计到安装一次完成。', 4) end,
    case place % 2 when 0 then ids[1 + (n + place) % 24] end, place
  from made, pictures, generate_series(1, 4) place`

/** What the small public reads show: banners, covers, cases, and the searches behind the popular keywords. */
export async function writePublicContent(): Promise<void> {
  const pictures = await rows<{ id: number }>(PICTURE)
  const ids = pictures.map(({ id }) => id)
  for (const statement of [BANNERS, COVERS, CASES]) await execute(statement, [ids])
  await execute(SEARCHES)
  await execute(
    'vacuum (analyze) search_logs, home_banners, media_images, cases, case_detail_blocks'
  )
}
