import { BaseSchema } from '@adonisjs/lucid/schema'

/** Carts, orders and the movements of stock. Rules: docs/rules/orders.md, docs/rules/stock.md */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table carts (
        id bigint generated always as identity primary key,
        user_id bigint not null unique references users on delete restrict,
        created_at timestamptz not null default now()
      );
      create table cart_items (
        id bigint generated always as identity primary key,
        cart_id bigint not null references carts on delete cascade,
        product_id bigint not null references products on delete cascade,
        sku_id bigint references product_skus on delete cascade,
        quantity int not null constraint cart_items_quantity_check check (quantity between 1 and 999),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint cart_items_line_unique unique nulls not distinct (cart_id, product_id, sku_id)
      );
      create index cart_items_product_index on cart_items (product_id);
      create index cart_items_sku_index on cart_items (sku_id);

      create table orders (
        id bigint generated always as identity primary key,
        order_number varchar(100) not null unique,
        user_id bigint not null references users on delete restrict,
        product_id bigint references products on delete restrict,
        quantity int not null constraint orders_quantity_check check (quantity >= 1),
        total_amount numeric(10, 2) not null,
        discount_amount numeric(10, 2) not null default 0,
        actual_amount numeric(10, 2) not null,
        status varchar(20) not null default 'pending'
          constraint orders_status_check check (status in ('pending', 'paid', 'shipped', 'completed',
            'cancelled', 'returning', 'refunding', 'refunded')),
        payment_method varchar(10) not null
          constraint orders_payment_method_check check (payment_method in ('online', 'credit')),
        expires_at timestamptz,
        snapshot_contact_name varchar(50) not null default '',
        snapshot_phone varchar(20) not null default '',
        snapshot_address text not null default '',
        snapshot_province varchar(50) not null default '',
        snapshot_city varchar(50) not null default '',
        snapshot_district varchar(50) not null default '',
        snapshot_town varchar(50) not null default '',
        note text not null default '',
        staff_note text not null default '',
        cancel_reason varchar(200) not null default '',
        cancelled_at timestamptz,
        cancel_requested_at timestamptz,
        cancel_requested_by_id bigint references users on delete set null,
        status_before_refund varchar(20),
        paid_at timestamptz,
        shipped_at timestamptz,
        completed_at timestamptz,
        haier_order_no varchar(100) not null default '',
        haier_so_id varchar(100) unique,
        haier_status varchar(20) not null default '',
        supply_state varchar(20) not null default 'none',
        haier_source_system varchar(50) not null default '',
        haier_fail_msg varchar(200) not null default '',
        haier_pushed_at timestamptz,
        haier_push_no int not null default 0,
        distribution_time timestamptz,
        install_time timestamptz,
        is_delivery_install boolean not null default false,
        is_government_order boolean not null default false,
        express_company varchar(50) not null default '',
        logistics_no varchar(100) not null default '',
        delivery_record_code varchar(100) not null default '',
        sn_code varchar(100) not null default '',
        delivery_images jsonb not null default '[]',
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint orders_amounts_check
          check (actual_amount = total_amount - discount_amount and actual_amount >= 0.01)
      );
      create index orders_of_user on orders (user_id, created_at desc, id desc);
      create index orders_by_status on orders (status, created_at desc, id desc);
      create index orders_by_newest on orders (created_at desc, id desc);
      create index orders_due on orders (expires_at, id) where status = 'pending';
      create index orders_by_amount on orders (actual_amount desc, id desc);
      create index orders_completed on orders (completed_at);
      create index orders_to_ship on orders (paid_at) where status = 'paid';
      create index orders_paid_at on orders (paid_at) where paid_at is not null;
      create index orders_haier_order_no on orders (haier_order_no) where haier_order_no <> '';
      create index orders_logistics_no on orders (logistics_no) where logistics_no <> '';
      create index orders_region on orders (snapshot_province, snapshot_city, snapshot_district);
      create index orders_city on orders (snapshot_city);
      create index orders_district on orders (snapshot_district);
      create index orders_town on orders (snapshot_town) where snapshot_town <> '';
      create index orders_phone on orders (snapshot_phone);
      create index orders_number_trigram on orders using gin (order_number gin_trgm_ops);
      create index orders_contact_trigram on orders using gin (snapshot_contact_name gin_trgm_ops);

      create table order_items (
        id bigint generated always as identity primary key,
        order_id bigint not null references orders on delete cascade,
        product_id bigint not null references products on delete restrict,
        sku_id bigint references product_skus on delete restrict,
        product_name varchar(200) not null,
        sku_specs jsonb not null default '{}',
        sku_code varchar(100) not null default '',
        quantity int not null constraint order_items_quantity_check check (quantity >= 1),
        unit_price numeric(10, 2) not null,
        discount_amount numeric(10, 2) not null default 0,
        actual_amount numeric(10, 2) not null,
        snapshot_image varchar(500) not null default '',
        source varchar(20) not null
          constraint order_items_source_check check (source in ('local', 'haier')),
        product_code varchar(50),
        locked_quantity int not null default 0,
        released_quantity int not null default 0,
        created_at timestamptz not null default now(),
        constraint order_items_amounts_check
          check (unit_price * quantity - discount_amount = actual_amount),
        constraint order_items_stock_check
          check (0 <= released_quantity and released_quantity <= locked_quantity
            and locked_quantity <= quantity)
      );
      create index order_items_order_index on order_items (order_id);
      create index order_items_product_index on order_items (product_id);
      create index order_items_sku_index on order_items (sku_id);
      create index order_items_name_trigram on order_items using gin (product_name gin_trgm_ops);

      create table order_status_histories (
        id bigint generated always as identity primary key,
        order_id bigint not null references orders on delete restrict,
        from_status varchar(20) not null default '',
        to_status varchar(20) not null,
        operator_id bigint references users on delete set null,
        note text not null default '',
        created_at timestamptz not null default now()
      );
      create index order_status_histories_order_index on order_status_histories (order_id, created_at);
      create index order_status_histories_change_index
        on order_status_histories (from_status, to_status);

      create table inventory_logs (
        id bigint generated always as identity primary key,
        product_id bigint not null references products on delete restrict,
        sku_id bigint references product_skus on delete restrict,
        change_type varchar(20) not null
          constraint inventory_logs_type_check check (change_type in ('lock', 'release', 'adjust')),
        quantity int not null,
        reason varchar(100) not null
          constraint inventory_logs_reason_check check (reason in ('order_created', 'order_cancelled',
            'order_refunded', 'return_received', 'manual_adjust', 'haier_sync')),
        stock_after int not null,
        order_id bigint references orders on delete restrict,
        created_by_id bigint references users on delete set null,
        created_at timestamptz not null default now(),
        constraint inventory_logs_sign_check check (
          (change_type = 'lock' and quantity < 0) or (change_type = 'release' and quantity > 0)
          or (change_type = 'adjust' and quantity <> 0))
      );
      create index inventory_logs_product_index on inventory_logs (product_id, created_at);
      create index inventory_logs_sku_index on inventory_logs (sku_id, created_at);
      create index inventory_logs_type_index on inventory_logs (change_type);
      create index inventory_logs_order_index on inventory_logs (order_id);
    `)
  }

  async down() {
    this.schema.raw(
      `drop table inventory_logs, order_status_histories, order_items, orders, cart_items, carts`
    )
  }
}
