import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What the lists of the console search and sort by, at a million orders. Names of goods and people are
 * Chinese words of one to three characters, in which trigrams find nothing: they are indexed by single
 * characters and pairs, which also serves Latin words and does not depend on the database's locale.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create function text_grams(value text) returns text[]
      language plpgsql immutable strict parallel safe as $$
      declare
        letters text[] := string_to_array(lower(value), null);
        size int := cardinality(letters);
        grams text[] := letters;
      begin
        for place in 1 .. size - 1 loop
          grams[size + place] := letters[place] || letters[place + 1];
        end loop;
        return grams;
      end
      $$
    `)
    this.schema.raw(`
      drop index order_items_name_trigram;
      drop index orders_contact_trigram;
      drop index users_username_trigram;
      create index order_items_name_grams on order_items using gin (text_grams(product_name));
      create index order_items_haier on order_items (order_id) where source = 'haier';
      create index orders_contact_grams on orders using gin (text_grams(snapshot_contact_name));
      create index users_username_grams on users using gin (text_grams(username));
      create index orders_phone_trigram on orders using gin (snapshot_phone gin_trgm_ops);
      create index orders_logistics_trigram on orders using gin (logistics_no gin_trgm_ops)
        where logistics_no <> '';
      create index orders_on_credit on orders (created_at desc, id desc)
        where payment_method = 'credit';
      create index orders_unpaid on orders (created_at desc, id desc) where paid_at is null;
      create index orders_by_supply on orders (supply_state, created_at desc, id desc)
        where supply_state <> 'none';
      create index refunds_unsettled on refunds (order_id) where status <> 'succeeded';
      create index refunds_succeeded_at on refunds (succeeded_at) where status = 'succeeded';
      create index products_low_stock on products (stock) where is_active and source = 'local';
      create index product_skus_low_stock on product_skus (stock) where is_active;
    `)
  }

  async down() {
    this.schema.raw(`
      drop index order_items_name_grams, order_items_haier, orders_contact_grams,
        users_username_grams, orders_phone_trigram, orders_logistics_trigram, orders_on_credit,
        orders_unpaid, orders_by_supply, refunds_unsettled, refunds_succeeded_at,
        products_low_stock, product_skus_low_stock;
      create index order_items_name_trigram on order_items using gin (product_name gin_trgm_ops);
      create index orders_contact_trigram on orders using gin (snapshot_contact_name gin_trgm_ops);
      create index users_username_trigram on users using gin (username gin_trgm_ops);
      drop function text_grams(text)
    `)
  }
}
