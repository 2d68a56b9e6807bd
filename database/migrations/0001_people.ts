import { BaseSchema } from '@adonisjs/lucid/schema'

/** Accounts, their credentials and their addresses. Rules: docs/rules/customers.md */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`create extension if not exists pg_trgm`)
    this.schema.raw(`
      create table users (
        id bigint generated always as identity primary key,
        openid varchar(64) unique,
        username varchar(150) not null unique
          default '用户_' || left(replace(gen_random_uuid()::text, '-', ''), 16),
        password varchar(255),
        avatar_url varchar(200) not null
          default 'https://www.gravatar.com/avatar/00000000000000000000000000000000\\?d=mp&f=y',
        phone varchar(20),
        email varchar(254),
        role varchar(20) not null default 'individual'
          constraint users_role_check check (role in ('individual', 'dealer', 'support', 'admin')),
        is_staff boolean not null default false,
        is_superuser boolean not null default false,
        is_active boolean not null default true,
        date_joined timestamptz not null default now(),
        last_login_at timestamptz,
        token_version int not null default 0,
        anonymised_at timestamptz,
        updated_at timestamptz not null default now(),
        constraint users_admin_is_staff check ((role = 'admin') = is_staff),
        constraint users_superuser_is_staff check (not is_superuser or is_staff)
      );
      create index users_role_index on users (role);
      create index users_date_joined_index on users (date_joined);
      create index users_phone_index on users (phone);
      create index users_username_trigram on users using gin (username gin_trgm_ops);

      create table access_tokens (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        token_hash char(64) not null unique,
        token_version int not null,
        expires_at timestamptz not null,
        created_at timestamptz not null default now()
      );
      create index access_tokens_user_index on access_tokens (user_id);
      create index access_tokens_expiry_index on access_tokens (expires_at);

      create table refresh_tokens (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        token_hash char(64) not null unique,
        token_version int not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        last_used_at timestamptz,
        ip inet,
        user_agent varchar(255),
        created_at timestamptz not null default now()
      );
      create index refresh_tokens_user_index on refresh_tokens (user_id);
      create index refresh_tokens_expiry_index on refresh_tokens (expires_at);

      create table addresses (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete restrict,
        contact_name varchar(50) not null,
        phone varchar(20) not null,
        province varchar(20) not null,
        city varchar(20) not null,
        district varchar(20) not null,
        town varchar(50) not null default '',
        detail varchar(200) not null,
        is_default boolean not null default false,
        created_at timestamptz not null default now()
      );
      create index addresses_owner_index on addresses (user_id, is_default desc, id desc);
      create unique index addresses_one_default on addresses (user_id) where is_default;

      create table company_infos (
        id bigint generated always as identity primary key,
        user_id bigint not null unique references users on delete restrict,
        company_name varchar(200) not null,
        business_license varchar(100) not null unique,
        legal_representative varchar(50) not null,
        contact_person varchar(50) not null,
        contact_phone varchar(20) not null,
        contact_email varchar(254),
        province varchar(20) not null default '',
        city varchar(20) not null default '',
        district varchar(20) not null default '',
        detail_address varchar(200) not null default '',
        business_scope text not null default '',
        reject_reason text not null default '',
        status varchar(20) not null default 'pending'
          constraint company_infos_status_check
          check (status in ('pending', 'withdrawn', 'approved', 'rejected')),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        approved_at timestamptz,
        reviewed_by_id bigint references users on delete set null,
        reviewed_at timestamptz
      );
      create index company_infos_status_index on company_infos (status, created_at desc);
    `)
  }

  async down() {
    this.schema.raw(`drop table company_infos, addresses, refresh_tokens, access_tokens, users`)
  }
}
