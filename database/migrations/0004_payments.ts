import { BaseSchema } from '@adonisjs/lucid/schema'

/** Attempts to pay, and the way back. Rules: docs/rules/payments.md */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table payments (
        id bigint generated always as identity primary key,
        order_id bigint not null references orders on delete restrict,
        amount numeric(10, 2) not null constraint payments_amount_check check (amount > 0),
        method varchar(20) not null default 'wechat'
          constraint payments_method_check check (method in ('wechat', 'alipay', 'bank')),
        status varchar(20) not null default 'init'
          constraint payments_status_check check (status in ('init', 'processing', 'succeeded',
            'failed', 'cancelled', 'expired')),
        attempt int not null,
        out_trade_no varchar(32) not null unique,
        transaction_id varchar(64) unique,
        prepay_id varchar(64),
        prepay_at timestamptz,
        payer_openid varchar(64),
        client_ip varchar(45),
        paid_at timestamptz,
        anomaly varchar(30)
          constraint payments_anomaly_check check (anomaly in ('late', 'duplicate', 'amount_mismatch')),
        next_query_at timestamptz,
        query_count int not null default 0,
        expires_at timestamptz not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (order_id, attempt)
      );
      create index payments_order_index on payments (order_id, created_at desc);
      create index payments_status_index on payments (status, expires_at);
      create index payments_created_index on payments (created_at);
      create index payments_to_query on payments (next_query_at) where next_query_at is not null;
      create index payments_anomaly_index on payments (anomaly) where anomaly is not null;
      create unique index payments_one_open_attempt on payments (order_id)
        where status in ('init', 'processing');

      create table payment_events (
        id bigint generated always as identity primary key,
        payment_id bigint not null references payments on delete restrict,
        t timestamptz not null default now(),
        event varchar(50) not null,
        data jsonb not null default '{}'
      );
      create index payment_events_payment_index on payment_events (payment_id, id);

      create table refunds (
        id bigint generated always as identity primary key,
        order_id bigint not null references orders on delete restrict,
        payment_id bigint references payments on delete restrict,
        amount numeric(10, 2) not null constraint refunds_amount_check check (amount > 0),
        status varchar(20) not null default 'pending'
          constraint refunds_status_check
          check (status in ('pending', 'processing', 'succeeded', 'failed')),
        reason varchar(255) not null default '',
        evidence_images jsonb not null default '[]',
        transaction_id varchar(100) not null default '',
        operator_id bigint references users on delete restrict,
        origin varchar(20) not null constraint refunds_origin_check check (origin in ('customer',
          'staff', 'cancel', 'return', 'late_payment', 'duplicate_payment')),
        channel varchar(10) not null
          constraint refunds_channel_check check (channel in ('wechat', 'credit', 'offline')),
        out_refund_no varchar(64) unique,
        failure_code varchar(50) not null default '',
        failure_reason varchar(255) not null default '',
        rejected boolean not null default false,
        next_query_at timestamptz,
        query_count int not null default 0,
        succeeded_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index refunds_order_index on refunds (order_id);
      create index refunds_payment_index on refunds (payment_id);
      create index refunds_status_index on refunds (status, created_at);
      create index refunds_created_index on refunds (created_at);
      create unique index refunds_one_automatic on refunds (payment_id, origin)
        where origin in ('late_payment', 'duplicate_payment', 'cancel') and failure_code <> 'CLOSED';

      create table refund_events (
        id bigint generated always as identity primary key,
        refund_id bigint not null references refunds on delete restrict,
        t timestamptz not null default now(),
        event varchar(50) not null,
        data jsonb not null default '{}'
      );
      create index refund_events_refund_index on refund_events (refund_id, id);

      create table notifications (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        title varchar(100) not null,
        content text not null,
        type varchar(20) not null default 'system'
          constraint notifications_type_check
          check (type in ('payment', 'order', 'refund', 'return', 'statement', 'system')),
        status varchar(20) not null default 'pending'
          constraint notifications_status_check check (status in ('pending', 'sent', 'failed')),
        metadata jsonb not null default '{}',
        created_at timestamptz not null default now(),
        sent_at timestamptz,
        read_at timestamptz,
        attempts int not null default 0,
        last_error varchar(200),
        skip_reason varchar(30),
        dedupe_key varchar(120) unique
      );
      create index notifications_user_index on notifications (user_id, created_at desc, id desc);
      create index notifications_unread_index on notifications (user_id) where read_at is null;
      create index notifications_type_index on notifications (type);
      create index notifications_status_index on notifications (status);
    `)
  }

  async down() {
    this.schema.raw(`drop table notifications, refund_events, refunds, payment_events, payments`)
  }
}
