import { BaseSchema } from '@adonisjs/lucid/schema'

/** A change that needs the table for itself. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`alter table brands add column motto text not null default ''`)
  }
}
