import { grams, squeeze } from '#catalog/search_text'
import { execute, type Client } from '#shared/rows'

const UPSERT = `
  insert into product_search (product_id, name_text, description_text, tokens)
  values (?, ?, ?, ?::text[])
  on conflict (product_id) do update set name_text = excluded.name_text,
    description_text = excluded.description_text, tokens = excluded.tokens`

/**
 * Makes a product findable by its present name and description. Belongs into the transaction of every
 * change of one of them. Rule: docs/rules/catalogue.md
 */
export async function indexProduct(
  product: { id: number; name: string; description: string },
  client?: Client
): Promise<void> {
  const name = squeeze(product.name)
  const description = squeeze(product.description)
  const tokens = [...new Set([...grams(name), ...grams(description)])]
  await execute(UPSERT, [product.id, name, description, tokens], client)
}
