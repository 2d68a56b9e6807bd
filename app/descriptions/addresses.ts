import type { Static } from 'typebox'
import type { Description } from '#openapi/describe'
import { nullable, object, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { AddressSchema } from '#transformers/address_transformer'
import {
  addressChangesValidator,
  addressTextValidator,
  newAddressValidator,
} from '#validators/address'

const tag = '收货地址'

const newAddressExample = {
  contact_name: '周小梅',
  phone: '13800000000',
  province: '浙江省',
  city: '杭州市',
  district: '临平区',
  detail: '东湖街道星河路12号3幢201',
  is_default: true,
}
const addressExample: Static<typeof AddressSchema> = { id: 88, ...newAddressExample }

export const listAddresses: Description = {
  summary: '收货地址列表',
  description: '默认地址在前，其余从新到旧；不分页。',
  tag,
  answers: {
    200: {
      description: '全部收货地址',
      schema: Type.Array(AddressSchema),
      example: [addressExample],
    },
  },
}

export const showAddress: Description = {
  summary: '一条收货地址',
  tag,
  answers: { 200: { description: '收货地址', schema: AddressSchema, example: addressExample } },
}

export const createAddress: Description = {
  summary: '新增收货地址',
  description: '第一条地址自动成为默认地址。',
  tag,
  body: newAddressValidator,
  bodyExample: newAddressExample,
  idempotent: true,
  answers: { 201: { description: '新的收货地址', schema: AddressSchema, example: addressExample } },
  /** the address book is full */
  refusals: { 400: ['BUSINESS_ERROR'] },
}

export const updateAddress: Description = {
  summary: '修改收货地址',
  description: '没有传的字段保持不变。PUT 与 PATCH 相同。',
  tag,
  body: addressChangesValidator,
  bodyExample: { detail: '东湖街道星河路12号3幢202' },
  answers: {
    200: {
      description: '修改后的收货地址',
      schema: AddressSchema,
      example: { ...addressExample, detail: '东湖街道星河路12号3幢202' },
    },
  },
}

export const deleteAddress: Description = {
  summary: '删除收货地址',
  description: '已有订单不受影响；删除默认地址后，最新的一条成为默认地址。',
  tag,
  answers: { 204: { description: '已删除' } },
}

export const setDefaultAddress: Description = {
  summary: '设为默认地址',
  tag,
  answers: {
    200: {
      description: '已设为默认',
      schema: object('DefaultAddress', { status: text('确认的话') }),
      example: { status: '已设为默认地址' },
    },
  },
}

const ParsedAddressSchema = object('ParsedAddress', {
  success: Type.Boolean({ description: '是否识别出省、市、区县中的任何一个' }),
  message: text('给用户看的一句话'),
  data: object('AddressParts', {
    province: nullable(text('省，没识别出为 null')),
    city: nullable(text('市，没识别出为 null')),
    district: nullable(text('区县，没识别出为 null')),
    detail: text('其余部分；没有其余部分时是全文'),
  }),
})

export const parseAddress: Description = {
  summary: '识别地址',
  description:
    '把一段文字拆成省、市、区县和详细地址，文字中的姓名和电话会去掉。识别不出时也回答 200。',
  tag,
  body: addressTextValidator,
  bodyExample: { address: '浙江省杭州市临平区东湖街道星河路12号3幢201' },
  answers: {
    200: {
      description: '识别结果',
      schema: ParsedAddressSchema,
      example: {
        success: true,
        message: '识别完成',
        data: {
          province: '浙江省',
          city: '杭州市',
          district: '临平区',
          detail: '东湖街道星河路12号3幢201',
        },
      },
    },
  },
}
