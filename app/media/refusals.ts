import { DomainError } from '#shared/domain_error'

/** A file that we do not take, in a sentence for the person who chose it. */
export function refusedFile(message: string, status = 400): DomainError {
  return new DomainError('INVALID_FILE', message, { status })
}

export const missing = () => refusedFile('请选择要上传的图片')
export const empty = () => refusedFile('图片内容为空，请重新选择')
export const broken = () => refusedFile('图片已损坏或不完整，请重新选择')
export const tooManyPixels = () => refusedFile('图片的像素太大（最多 4000 万像素），请缩小后再上传')
export const tooLarge = (megabytes: number) =>
  refusedFile(`图片不能超过 ${megabytes} MB，请压缩后再上传`, 413)
export const wrongType = (names: string) => refusedFile(`只支持 ${names} 格式的图片`)
