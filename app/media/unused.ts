/**
 * When nobody shows picture `m`. References are one indexed lookup; lines of orders another one, because
 * placing an order must not pay for a trigger. Rule: docs/rules/media.md
 */
export const UNUSED = `
  not exists (select 1 from media_references r where r.media_id = m.id)
  and not exists (select 1 from order_items i
    where picture_key(i.snapshot_image) = m.file and i.snapshot_image <> '')`
