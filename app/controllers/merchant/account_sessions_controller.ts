import type { HttpContext } from '@adonisjs/core/http'
import { requireViewer } from '#middleware/viewer_context'
import { notFound } from '#shared/domain_error'
import { readText } from '#shared/paging'
import { endOtherSessions, endSession } from '#staff/actions/end_sessions'
import { sessionKey } from '#staff/session_store'
import { finish } from '#transformers/console_page'

/** Ending one's own sessions on other devices. */
export default class AccountSessionsController {
  async destroy(ctx: HttpContext) {
    const ended = await endSession(requireViewer(ctx).id, readText(ctx.params.key))
    if (!ended) throw notFound('该登录已结束')
    finish(ctx, '/merchant/account', '已退出该设备')
  }

  async destroyOthers(ctx: HttpContext) {
    await endOtherSessions(requireViewer(ctx).id, sessionKey(ctx.session.sessionId))
    finish(ctx, '/merchant/account', '已退出其他所有设备')
  }
}
