import { isUniqueViolation } from '#shared/database_errors'
import { DomainError, invalid } from '#shared/domain_error'
import type { CompanyStatus } from '#shared/labels'

/**
 * The mini-program signs people out when a sentence of the certification contains 权限, 403 or
 * Forbidden, so none of these may stand here.
 */
export function notEditable(status: CompanyStatus): DomainError {
  return new DomainError(
    'BUSINESS_ERROR',
    status === 'approved'
      ? '企业认证已通过，不能再修改；如需变更请联系客服'
      : '企业认证正在审核中，如需修改请先撤回'
  )
}

const NOT_WITHDRAWABLE: Partial<Record<CompanyStatus, string>> = {
  approved: '企业认证已通过，不能撤回',
  rejected: '企业认证未通过审核，修改后重新提交即可',
}

export function notWithdrawable(status: CompanyStatus): DomainError {
  return new DomainError('BUSINESS_ERROR', NOT_WITHDRAWABLE[status] ?? '企业认证已经撤回')
}

export function staffCannotApply(): DomainError {
  return new DomainError('BUSINESS_ERROR', '员工账号不办理企业认证，请用顾客账号提交')
}

/** For staff: somebody else was faster, or the customer took it back. */
export function notUnderReview(): DomainError {
  return new DomainError('RESOURCE_CONFLICT', '该申请已不是待审核状态，请刷新后查看', {
    status: 409,
  })
}

/** The licence belongs to one account; the index decides, because checks race. */
export async function withUniqueLicense<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error, 'company_infos_business_license_key'))
      throw invalid('business_license', '该营业执照号已被其他账号使用，请核对或联系客服')
    throw error
  }
}
