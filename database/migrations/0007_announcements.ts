import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Tells every process what has changed in the catalogue, whoever changed it: actions, jobs, psql. The
 * message leaves with the commit, so a cache forgets nothing too early. Rule: docs/rules/caching.md
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create function announce_change() returns trigger language plpgsql as $$
      begin
        perform pg_notify('catalogue', tg_argv[0]);
        return null;
      end $$;

      create function announce_product() returns trigger language plpgsql as $$
      declare
        changed bigint := case when tg_op = 'DELETE' then old.id else new.id end;
      begin
        perform pg_notify('catalogue', 'product:' || changed);
        return null;
      end $$;

      create function announce_product_of_sku() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then perform pg_notify('catalogue', 'product:' || old.product_id); end if;
        if tg_op <> 'DELETE' then perform pg_notify('catalogue', 'product:' || new.product_id); end if;
        return null;
      end $$;

      create trigger brands_announced after insert or update or delete or truncate on brands
        for each statement execute function announce_change('brands');
      create trigger categories_announced after insert or update or delete or truncate on categories
        for each statement execute function announce_change('categories');
      create trigger home_banners_announced after insert or update or delete or truncate
        on home_banners for each statement execute function announce_change('banners');

      create trigger product_skus_announced after insert or update or delete on product_skus
        for each row execute function announce_product_of_sku();
      create trigger products_added after insert or delete or truncate on products
        for each statement execute function announce_change('products');
      create trigger products_announced after update on products
        for each row when (old.* is distinct from new.*) execute function announce_product();
      create trigger products_rearranged after update on products
        for each row when (
          (old.name, old.description, old.category_id, old.brand_id, old.price, old.is_active,
            old.show_in_gift_zone, old.show_in_designer_zone, old.created_at)
          is distinct from
          (new.name, new.description, new.category_id, new.brand_id, new.price, new.is_active,
            new.show_in_gift_zone, new.show_in_designer_zone, new.created_at))
        execute function announce_change('products');
      create trigger products_sold after update on products
        for each row when (old.sales_count <> new.sales_count or old.view_count <> new.view_count)
        execute function announce_change('popularity');
    `)
  }

  async down() {
    this.schema.raw(`
      drop trigger products_sold on products;
      drop trigger products_rearranged on products;
      drop trigger products_announced on products;
      drop trigger products_added on products;
      drop trigger product_skus_announced on product_skus;
      drop trigger home_banners_announced on home_banners;
      drop trigger categories_announced on categories;
      drop trigger brands_announced on brands;
      drop function announce_product_of_sku, announce_product, announce_change;
    `)
  }
}
