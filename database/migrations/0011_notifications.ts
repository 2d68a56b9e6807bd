import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * When a WeChat message is to be tried, and how often it was sent without an answer. New columns of
 * the shared tokens count forced refreshes. Rule: docs/rules/notifications.md
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table notifications
        add column next_attempt_at timestamptz default now(),
        add column unclear_attempts int not null default 0;
      create index notifications_due on notifications (next_attempt_at, id)
        where status = 'pending' and next_attempt_at is not null;
      alter table integration_token
        add column forced_at timestamptz,
        add column forced_count int not null default 0;
    `)
  }

  async down() {
    this.schema.raw(`
      alter table integration_token drop column forced_at, drop column forced_count;
      drop index notifications_due;
      alter table notifications drop column next_attempt_at, drop column unclear_attempts;
    `)
  }
}
