import type { Description } from '#openapi/describe'
import { flag, id, oneOf, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { MediaImageSchema } from '#transformers/media_image_transformer'

const tag = '图片'

const file = Type.Unsafe<string>({ type: 'string', format: 'binary', description: '图片文件' })

export const uploadMediaImage: Description = {
  summary: '上传图片',
  description:
    '支持 JPG、PNG、WebP、GIF（动图只保留第一帧），员工还可上传 BMP。顾客每张最多 10 MB，员工最多 20 MB，像素最多 4000 万。' +
    '类型按内容判断，文件名和声明的类型不看。图片会重新编码：转正方向、去掉拍摄信息、最长边缩到 4096 像素。' +
    '顾客的图片是私有的，设为头像后公开；员工的图片是公开的。顾客每分钟最多 20 张、每天 200 张。' +
    'product_id 和 field_name 只有管理员可用，要一起传。',
  tag,
  multipart: Type.Object(
    {
      file,
      format: Type.Optional(oneOf(['webp', 'jpeg', 'png'], '转换成的格式；默认保持原格式')),
      compress: Type.Optional(flag('压缩得更小')),
      product_id: Type.Optional(id('把图片加到这件商品')),
      field_name: Type.Optional(
        oneOf(['main_images', 'detail_images'], '主图（最多 20 张）或详情图（最多 50 张）')
      ),
    },
    { required: ['file'] }
  ),
  idempotent: true,
  answers: {
    201: {
      description: '已保存的图片',
      schema: MediaImageSchema,
      example: {
        id: 1288,
        file: 'https://shop.example.com/media/images/2026/03/04/0e6f1c7d2b9a48f3a5c6d7e8f9012345.jpg',
        url: 'https://shop.example.com/media/images/2026/03/04/0e6f1c7d2b9a48f3a5c6d7e8f9012345.jpg',
        original_name: 'tmp_5d1.jpg',
        content_type: 'image/jpeg',
        size: 184233,
        created_at: '2026-03-04T19:00:12.022+08:00',
      },
    },
  },
  refusals: { 400: ['INVALID_FILE'], 403: [], 404: [], 413: ['INVALID_FILE'], 429: [] },
}

export const showPrivateFile: Description = {
  summary: '读取私有文件',
  description:
    '地址由其他接口给出，不需要令牌，过期后重新读取列表即可得到新地址。支持 Range。签名不对或已过期时等同于文件不存在。',
  tag,
  query: { expires: text('到期时间（秒）'), signature: text('签名') },
  answers: {
    200: { description: '文件内容', contentType: 'image/*', schema: file },
    206: { description: '文件的一部分', contentType: 'image/*', schema: file },
    302: { description: '文件在对象存储中的临时地址' },
    304: { description: '内容没有变化' },
    416: { description: '请求的范围超出文件' },
  },
  refusals: { 404: [] },
}
