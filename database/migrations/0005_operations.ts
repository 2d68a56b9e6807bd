import { BaseSchema } from '@adonisjs/lucid/schema'

/** What keeps the shop honest: audit, messages of outside systems, idempotency, sessions, limits. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table audit_logs (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        event varchar(50) not null,
        actor_id bigint references users on delete set null,
        actor_role varchar(20) not null,
        entity varchar(50) not null,
        entity_id bigint,
        before jsonb,
        after jsonb,
        reason varchar(255) not null default '',
        ip varchar(45) not null default '',
        request_id varchar(100) not null default ''
      );
      create index audit_logs_entity_index on audit_logs (entity, entity_id, id);
      create index audit_logs_actor_index on audit_logs (actor_id, at desc);
      create index audit_logs_at_index on audit_logs (at desc);
      create index audit_logs_event_index on audit_logs (event, at desc);

      create table integration_inbox (
        id bigint generated always as identity primary key,
        channel varchar(30) not null,
        message_key varchar(150) not null,
        received_at timestamptz not null default now(),
        raw_body bytea not null,
        headers jsonb not null default '{}',
        verified boolean not null,
        state varchar(20) not null default 'received' constraint integration_inbox_state_check
          check (state in ('received', 'applied', 'ignored', 'orphan', 'failed')),
        attempts int not null default 0,
        applied_at timestamptz,
        note varchar(255) not null default '',
        unique (channel, message_key)
      );
      create index integration_inbox_waiting on integration_inbox (received_at)
        where state = 'received';
      create index integration_inbox_state_index on integration_inbox (state, received_at desc);

      create table integration_outbox (
        id bigint generated always as identity primary key,
        channel varchar(30) not null,
        kind varchar(50) not null,
        aggregate_type varchar(50) not null,
        aggregate_id bigint not null,
        dedupe_key varchar(150) not null unique,
        payload text not null default '',
        state varchar(20) not null default 'pending' constraint integration_outbox_state_check
          check (state in ('pending', 'running', 'done', 'parked', 'cancelled')),
        attempts int not null default 0,
        next_attempt_at timestamptz,
        lease_until timestamptz,
        last_outcome varchar(20),
        last_code varchar(50),
        last_message varchar(255),
        requested_by bigint references users on delete set null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index integration_outbox_aggregate_index
        on integration_outbox (aggregate_type, aggregate_id, id);
      create index integration_outbox_state_index on integration_outbox (state, created_at);

      create table integration_token (
        id bigint generated always as identity primary key,
        system varchar(30) not null,
        subject varchar(100) not null,
        ciphertext text not null,
        fetched_at timestamptz not null,
        usable_until timestamptz not null,
        generation int not null default 1,
        unique (system, subject)
      );

      create table idempotency_keys (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        route varchar(100) not null,
        key varchar(100) not null,
        request_hash char(64) not null,
        response jsonb,
        created_at timestamptz not null default now(),
        unique (user_id, route, key)
      );
      create index idempotency_keys_created_index on idempotency_keys (created_at);

      create table sessions (
        id varchar(255) primary key,
        data text not null,
        user_id varchar(255),
        expires_at timestamptz not null
      );
      create index sessions_user_index on sessions (user_id);
      create index sessions_expiry_index on sessions (expires_at);

      create unlogged table rate_limits (
        key varchar(255) primary key,
        points int not null default 0,
        expire bigint
      );
    `)
  }

  async down() {
    this.schema.raw(
      `drop table rate_limits, sessions, idempotency_keys, integration_token, integration_outbox,
        integration_inbox, audit_logs`
    )
  }
}
