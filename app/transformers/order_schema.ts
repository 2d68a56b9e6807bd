import {
  fileUrl,
  flag,
  id,
  instant,
  labelled,
  money,
  nullable,
  object,
  text,
  textMap,
} from '#openapi/schemas'
import { Type } from '#openapi/type'
import { PAYMENT_METHODS } from '#shared/labels'
import { orderStatus } from '#shared/statuses'
import { ProductSchema, SkuSchema } from '#transformers/product_schema'

const quantity = (description: string) => Type.Integer({ minimum: 1, description })

export const OrderItemSchema = object('OrderItem', {
  id: id('订单行编号'),
  product: nullable(ProductSchema),
  product_id: nullable(id('商品编号')),
  product_name: text('下单时的商品名称'),
  sku: nullable(SkuSchema),
  sku_id: nullable(id('规格编号')),
  sku_specs: textMap('下单时的规格，没有规格时为空'),
  sku_code: text('下单时的规格编码'),
  quantity: quantity('件数'),
  unit_price: money('折前单价'),
  discount_amount: money('整行优惠'),
  actual_amount: money('整行应付'),
  snapshot_image: fileUrl('下单时的图片'),
  created_at: instant('创建时间'),
})

const amounts = {
  total_amount: money('折前合计'),
  discount_amount: money('优惠'),
  actual_amount: money('应付'),
  refunded_amount: money('已退款'),
  refundable_amount: money('还可退款'),
}

const refunds = {
  refund_pending: flag('有退款待处理或处理中'),
  refund_action_required: flag('有退款等待员工处理'),
  refund_locked: flag('发生过退款，不论结果'),
}

/** The address as it was when the order was placed. */
const delivery = {
  snapshot_contact_name: text('联系人'),
  snapshot_phone: text('电话'),
  snapshot_address: text('省、市、区县、详细地址，以空格分隔'),
  snapshot_province: text('省'),
  snapshot_city: text('市'),
  snapshot_district: text('区县'),
  snapshot_town: text('街道'),
}

const HaierOrderSchema = object('HaierOrder', {
  haier_order_no: text('海尔订单号'),
  haier_so_id: text('子订单号'),
  haier_status: text('海尔订单状态'),
  product_code: text('产品编码'),
})

const LogisticsSchema = object('Logistics', {
  logistics_no: text('物流单号'),
  delivery_record_code: text('配送单号'),
  sn_code: text('产品序列号'),
  delivery_images: Type.Array(fileUrl('图片'), { description: '签收图片' }),
})

export const OrderSchema = object('Order', {
  id: id(),
  order_number: text('订单号'),
  user: id('用户编号'),
  user_username: text('用户昵称'),
  product: nullable(ProductSchema),
  items: Type.Array(OrderItemSchema, { description: '订单行，至少一行' }),
  quantity: quantity('各行件数之和'),
  ...amounts,
  ...refunds,
  status: labelled(orderStatus.table, '状态'),
  status_label: text('状态的中文'),
  payment_method: labelled(PAYMENT_METHODS, '付款方式'),
  created_at: instant('下单时间'),
  updated_at: instant('修改时间'),
  expires_at: nullable(instant('付款期限，只有待支付的订单有')),
  ...delivery,
  note: text('买家备注'),
  is_haier_order: flag('是否含海尔商品'),
  haier_order_info: nullable(HaierOrderSchema),
  logistics_info: nullable(LogisticsSchema),
  invoice_info: Type.Null({ description: '发票，尚未提供' }),
  return_info: Type.Null({ description: '退货，尚未提供' }),
  distribution_time: nullable(instant('配送时间')),
  install_time: nullable(instant('安装时间')),
  is_delivery_install: flag('是否送装一体'),
  is_government_order: flag('是否国补订单'),
  cancel_reason: text('取消原因'),
  cancelled_at: nullable(instant('取消时间')),
})

/** A cancelled order says what happens to the money. */
export const CancelledOrderSchema = object('CancelledOrder', {
  ...OrderSchema.properties,
  refund_started: flag('款项已在退回途中'),
  refund_id: nullable(id('退款编号，只有微信退款有')),
  refund_error: nullable(text('没能发起退款的原因')),
  refund_channel: nullable(labelled({ wechat: '微信', credit: '信用账户' }, '退款渠道')),
  cancel_pending: flag('已通知供应商取消，等待答复'),
})
