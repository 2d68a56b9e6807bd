import factory from '@adonisjs/lucid/factories'
import Address from '#models/address'

/** An address in Hangzhou; needs a `userId`. */
export const AddressFactory = factory
  .define(Address, () => ({
    contactName: '周小梅',
    phone: '13757100321',
    province: '浙江省',
    city: '杭州市',
    district: '临平区',
    detail: '东湖街道星河路12号3幢201',
    isDefault: false,
  }))
  .build()
