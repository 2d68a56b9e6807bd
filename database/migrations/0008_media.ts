import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Which record shows which picture. Triggers keep the table, whoever writes: actions, jobs, psql. A
 * column that holds a number is the id of a picture; in any other column each storage key that occurs
 * in the text is a reference, whatever address it is part of. A table joins in with one line:
 *
 *   create trigger <table>_pictures after insert or delete or update of <columns> on <table>
 *     for each row execute function keep_media_references('<column>', …);
 *
 * Lines of orders have no trigger, because placing an order is the hottest write of the shop: they are
 * found through an index. Rule: docs/rules/media.md
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table media_images add column released_at timestamptz;
      create index media_images_released_index on media_images (released_at)
        where released_at is not null;

      create table media_references (
        media_id bigint not null references media_images on delete restrict,
        entity varchar(63) not null,
        entity_id bigint not null,
        field varchar(63) not null,
        primary key (media_id, entity, entity_id, field)
      );
      create index media_references_owner_index on media_references (entity, entity_id);
    `)
    this.schema.raw(FUNCTIONS)
    this.schema.raw(`
      create index order_items_picture on order_items (picture_key(snapshot_image))
        where snapshot_image <> ''`)
    for (const [table, columns] of Object.entries(SHOWN_BY)) {
      /** Orders are never made with delivery pictures. */
      const events = table === 'orders' ? 'delete' : 'insert or delete'
      this.schema.raw(`
        create trigger ${table}_pictures after ${events} or update of ${columns.join(', ')}
          on ${table} for each row
          execute function keep_media_references(${columns.map((name) => `'${name}'`).join(', ')});
        insert into media_references (media_id, entity, entity_id, field)
        select distinct media_id, '${table}', owner.id, shown.field
        from ${table} owner
        cross join lateral (values ${columns
          .map((name) => `('${name}', to_jsonb(owner.${name}))`)
          .join(', ')}) shown (field, value)
        cross join lateral media_shown_in(shown.value) as media_id`)
    }
  }

  async down() {
    for (const table of Object.keys(SHOWN_BY))
      this.schema.raw(`drop trigger ${table}_pictures on ${table}`)
    this.schema.raw(`
      drop index order_items_picture;
      drop function keep_media_references, media_shown_in, picture_key;
      drop table media_references;
      alter table media_images drop column released_at`)
  }
}

const SHOWN_BY: Record<string, string[]> = {
  brands: ['logo'],
  categories: ['logo'],
  home_banners: ['image_id'],
  orders: ['delivery_images'],
  product_skus: ['image'],
  products: ['main_images', 'detail_images', 'product_image_url', 'product_page_urls'],
  refunds: ['evidence_images'],
  users: ['avatar_url'],
}

const KEY = 'images/[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9a-f]{32}[.][a-z]+'

const FUNCTIONS = `
  create function picture_key(address text) returns text language sql immutable parallel safe as $$
    select substring(address from '${KEY}')
  $$;

  create function media_shown_in(value jsonb) returns setof bigint language plpgsql stable as $$
  declare
    keys text[];
  begin
    if jsonb_typeof(value) = 'number' then
      return query select id from media_images where id = value::bigint;
      return;
    end if;
    select array_agg(hit[1]) into keys from regexp_matches(value #>> '{}', '${KEY}', 'g') hit;
    if keys is null then return; end if;
    return query select id from media_images where file = any(keys);
  end $$;

  create function keep_media_references() returns trigger language plpgsql as $$
  declare
    present jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    owner_id bigint := case when tg_op = 'DELETE' then old.id else new.id end;
    value jsonb;
    shown bigint[];
    column_name text;
  begin
    foreach column_name in array tg_argv loop
      value := present -> column_name;
      if value is null or value in ('""', '[]', 'null') then
        continue when tg_op = 'INSERT';
        shown := '{}';
      else
        shown := array(select media_shown_in(value));
      end if;
      if tg_op <> 'INSERT' then
        with dropped as (
          delete from media_references
          where entity = tg_table_name and entity_id = owner_id and field = column_name
            and media_id <> all (shown)
          returning media_id
        )
        update media_images set released_at = now() from dropped where id = dropped.media_id;
      end if;
      continue when cardinality(shown) = 0;
      insert into media_references (media_id, entity, entity_id, field)
      select distinct media_id, tg_table_name, owner_id, column_name
      from unnest(shown) as media_id
      on conflict do nothing;
    end loop;
    return null;
  end $$;
`
