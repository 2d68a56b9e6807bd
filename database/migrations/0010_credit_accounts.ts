import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Certifications in the order of their review, and what an approval opens: the account of what a dealer
 * owes. `outstanding_debt` may be negative (the shop owes the dealer) and is written by the ledger
 * alone. Rules: docs/rules/certification.md
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table credit_accounts (
        id bigint generated always as identity primary key,
        user_id bigint not null unique references users on delete restrict,
        credit_limit numeric(12,2) not null default 0
          constraint credit_accounts_limit_check check (credit_limit >= 0),
        payment_term_days int not null default 30
          constraint credit_accounts_term_check check (payment_term_days between 0 and 365),
        outstanding_debt numeric(12,2) not null default 0,
        is_active boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index credit_accounts_active_index on credit_accounts (is_active);
      create index company_infos_review_index
        on company_infos ((status <> 'pending'), created_at desc, id desc);
    `)
  }

  async down() {
    this.schema.raw(`drop index company_infos_review_index; drop table credit_accounts`)
  }
}
