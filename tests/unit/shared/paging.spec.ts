import { test } from '@japa/runner'
import { readFlag, readInteger, readPaging, readText } from '#shared/paging'

test.group('Reading query strings', () => {
  test('page {page} of size {page_size} is page {read.page} with {read.pageSize} rows')
    .with([
      { page: undefined, page_size: undefined, read: { page: 1, pageSize: 20 } },
      { page: '3', page_size: '10', read: { page: 3, pageSize: 10 } },
      { page: '0', page_size: '0', read: { page: 1, pageSize: 20 } },
      { page: '-5', page_size: '-1', read: { page: 1, pageSize: 20 } },
      { page: 'abc', page_size: '1.5', read: { page: 1, pageSize: 20 } },
      { page: '1e3', page_size: '0x10', read: { page: 1, pageSize: 20 } },
      { page: ['1', '2'], page_size: { a: '1' }, read: { page: 1, pageSize: 20 } },
      { page: '2', page_size: '5000', read: { page: 2, pageSize: 100 } },
      { page: '999999999999999', page_size: '20', read: { page: 1_000_000, pageSize: 20 } },
      { page: '9'.repeat(40), page_size: '20', read: { page: 1, pageSize: 20 } },
    ])
    .run(({ assert }, { read, ...query }) => {
      const paging = readPaging(query)
      assert.deepEqual(paging, { ...read, offset: (read.page - 1) * read.pageSize })
    })

  test('a list may have a size and a limit of its own', ({ assert }) => {
    assert.equal(readPaging({}, { size: 10, max: 50 }).pageSize, 10)
    assert.equal(readPaging({ page_size: '80' }, { size: 10, max: 50 }).pageSize, 50)
  })

  test('every spelling of a switch is read, any other means that it was not given', ({
    assert,
  }) => {
    for (const yes of ['true', '1', 'yes', 'y', 'on', 't', 'TRUE', ' Yes '])
      assert.isTrue(readFlag(yes), yes)
    for (const no of ['false', '0', 'no', 'n', 'off', 'f', 'False', ' OFF '])
      assert.isFalse(readFlag(no), no)
    for (const other of ['', 'maybe', '2', undefined, null, ['true'], true])
      assert.isUndefined(readFlag(other))
  })

  test('a whole number is read, anything else counts as absent', ({ assert }) => {
    assert.equal(readInteger(' 42 '), 42)
    assert.equal(readInteger('-7'), -7)
    for (const other of ['', '4.2', '4e2', '٤', '1 2', 42, null, undefined, ['1']])
      assert.isUndefined(readInteger(other))
  })

  test('a text is trimmed and cut', ({ assert }) => {
    assert.equal(readText('  冰箱 '), '冰箱')
    assert.equal(readText('x'.repeat(300)).length, 200)
    assert.equal(readText(['a']), '')
    assert.equal(readText(undefined), '')
  })
})
