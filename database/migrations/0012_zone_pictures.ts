import { BaseSchema } from '@adonisjs/lucid/schema'

/** Covers of zones and cases say which pictures they show. Rule: docs/rules/media.md */
export default class extends BaseSchema {
  async up() {
    for (const [table, column] of SHOWN_BY)
      this.schema.raw(`
        create trigger ${table}_pictures after insert or delete or update of ${column} on ${table}
          for each row execute function keep_media_references('${column}');
        insert into media_references (media_id, entity, entity_id, field)
        select ${column}, '${table}', id, '${column}' from ${table} where ${column} is not null`)
  }

  async down() {
    for (const [table] of SHOWN_BY)
      this.schema.raw(`
        drop trigger ${table}_pictures on ${table};
        delete from media_references where entity = '${table}'`)
  }
}

const SHOWN_BY = [
  ['special_zone_covers', 'image_id'],
  ['cases', 'cover_image_id'],
  ['case_detail_blocks', 'image_id'],
] as const
