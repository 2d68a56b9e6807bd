import vine, { SimpleMessagesProvider } from '@vinejs/vine'

const text = (max: number) => vine.string().trim().maxLength(max)
const key = () => vine.string().trim().maxLength(100).optional()

export const shipmentValidator = vine.create({
  logistics_no: text(100).minLength(1),
  express_company: text(50).optional(),
  note: text(200).optional(),
  override_reason: text(255).optional(),
  confirmed_no: text(100).optional(),
  idempotency_key: key(),
})
shipmentValidator.messagesProvider = new SimpleMessagesProvider({
  'logistics_no.required': '请输入物流单号',
  'logistics_no.minLength': '请输入物流单号',
  'logistics_no.maxLength': '物流单号不能超过 100 个字符',
  'express_company.maxLength': '物流公司不能超过 50 个字',
  'note.maxLength': '备注不能超过 200 个字',
  'override_reason.maxLength': '原因不能超过 255 个字',
  'string': '请重新填写',
})

export const cancellationValidator = vine.create({
  reason: text(200).minLength(1),
  note: text(200).optional(),
  fingerprint: text(100).optional(),
  idempotency_key: key(),
})
cancellationValidator.messagesProvider = new SimpleMessagesProvider({
  'reason.required': '请输入取消原因',
  'reason.minLength': '请输入取消原因',
  'reason.maxLength': '取消原因不能超过 200 个字',
  'note.maxLength': '备注不能超过 200 个字',
  'string': '请重新填写',
})

export const completionValidator = vine.create({ idempotency_key: key() })

export const noteValidator = vine.create({
  staff_note: text(1000).optional(),
  idempotency_key: key(),
})
noteValidator.messagesProvider = new SimpleMessagesProvider({
  'staff_note.maxLength': '内部备注不能超过 1000 个字',
  'string': '请重新填写',
})
