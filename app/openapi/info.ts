/** What holds for every endpoint, told once. */
const CONVENTIONS = `小程序使用的接口。

- 路径末尾的斜杠可有可无，服务器从不重定向；本文档写小程序使用的带斜杠形式。
- 请求和回答都是 UTF-8 的 JSON；没有内容的请求等同于 \`{}\`；不认识的字段会被忽略；可选字段传 \`null\` 等同于不传。
- 不能发送 PATCH 的环境可以用 POST，并带上 \`X-HTTP-Method-Override: PATCH\`。
- 查询参数无法识别时等同于没有传，不会报错。列表超出最后一页时 \`results\` 为空。
- 金额是带两位小数的文字（元），如 \`"3599.10"\`；个别供计算用的字段是数字。
- 时间是北京时间并带时区，如 \`2026-03-02T14:05:31.482+08:00\`；日期是 \`2026-03-02\`。
- 图片和文件地址都是完整网址，没有时为空文字。
- 登录后带上 \`Authorization: Bearer <access>\`。令牌失效一律回答 401，公开的接口也是；没有令牌时公开接口按访客回答。
- 出错时的回答都是同一种结构（Refusal）：\`message\` 可以直接显示给用户，\`error_code\` 供程序判断。
- 每个回答都带 \`X-Request-Id\`，反馈问题时请附上。`

export const INFO = {
  title: '家电商城接口',
  description: CONVENTIONS,
}

export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: '登录接口返回的 access，有效期 7 天；过期后用 refresh 换取新的 access。',
  },
  wechat_pay: {
    type: 'apiKey',
    in: 'header',
    name: 'Wechatpay-Signature',
    description: '微信支付平台对通知内容的签名，与 Wechatpay-Serial、-Timestamp、-Nonce 一同验证。',
  },
}
