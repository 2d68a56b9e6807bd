import { test } from '@japa/runner'
import { readBmp } from '#media/bmp'
import { DomainError } from '#shared/domain_error'
import { bitmap } from '#tests/functional/media/support/pictures'

type Change = (file: Buffer) => Buffer | void

const DAMAGED: { what: string; says: RegExp; change: Change }[] = [
  { what: 'nothing but a name', says: /损坏/, change: () => Buffer.from('BM') },
  { what: 'a file cut in the last row', says: /损坏/, change: (file) => file.subarray(0, -4) },
  { what: 'no width', says: /损坏/, change: (file) => void file.writeInt32LE(0, 18) },
  { what: 'a negative width', says: /损坏/, change: (file) => void file.writeInt32LE(-3, 18) },
  {
    what: 'a small file that claims 400 megapixels',
    says: /4000 万像素/,
    change: (file) => {
      file.writeInt32LE(20_000, 18)
      file.writeInt32LE(20_000, 22)
    },
  },
  { what: 'a size beyond all numbers', says: /4000 万像素/, change: huge },
  { what: 'compressed rows', says: /另存为/, change: (file) => void file.writeUInt32LE(1, 30) },
  { what: '4 bits a pixel', says: /另存为/, change: (file) => void file.writeUInt16LE(4, 28) },
  {
    what: 'pixels that begin elsewhere',
    says: /另存为/,
    change: (file) => void file.writeUInt32LE(58, 10),
  },
  {
    what: 'more colours than there can be',
    says: /另存为/,
    change: (file) => void file.writeUInt32LE(0xff_ff_ff_ff, 46),
  },
  {
    what: 'a header of another kind',
    says: /另存为/,
    change: (file) => void file.writeUInt32LE(12, 14),
  },
]

function huge(file: Buffer): void {
  file.writeInt32LE(0x7f_ff_ff_ff, 18)
  file.writeInt32LE(-0x80_00_00_00, 22)
}

test.group('Bitmaps', () => {
  test('{what} is refused before anything is made of it')
    .with(DAMAGED)
    .run(({ assert }, { change, says }) => {
      const file = bitmap({ depth: 24 })
      const damaged = change(file) ?? file
      try {
        readBmp(damaged)
        assert.fail('it was read')
      } catch (error) {
        assert.instanceOf(error, DomainError)
        assert.match((error as DomainError).message, says)
      }
    })

  test('a colour that the palette does not have is no crash', ({ assert }) => {
    const file = bitmap({ depth: 8 })
    file.fill(0xee, file.length - 8)
    const { width, height, data } = readBmp(file)
    assert.deepEqual([width, height, data.length], [3, 2, 18])
  })
})
