import { rfc3339 } from '#sandbox/time'
import { PayError } from '#sandbox/wechat_pay/errors'
import { seal } from '#sandbox/wechat_pay/aead'
import type { World } from '#sandbox/world'

/** The list of platform certificates, each encrypted under the API v3 key; RESOURCE_NOT_EXISTS once the merchant has a public key only. */
export function certificateList(world: World): { data: Record<string, unknown>[] } {
  if (world.state.settings.certificates === 'gone') {
    throw new PayError('RESOURCE_NOT_EXISTS', '无可用的平台证书，请使用微信支付公钥')
  }
  const { platformCertificate, platformSerial, pem } = world.keys
  return {
    data: [
      {
        serial_no: platformSerial,
        effective_time: rfc3339(Date.parse(platformCertificate.validFrom)),
        expire_time: rfc3339(Date.parse(platformCertificate.validTo)),
        encrypt_certificate: seal(world, pem.platformCertificate, 'certificate'),
      },
    ],
  }
}
