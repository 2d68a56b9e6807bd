import type { HttpContext } from '@adonisjs/core/http'
import { updateProfile } from '#customers/actions/update_profile'
import { findProfile } from '#customers/queries/find_account'
import { requireViewer } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'
import { origin } from '#transformers/origin'
import { profileAnswer } from '#transformers/profile_transformer'
import { privilegedKeys, profileValidator } from '#validators/profile'

/** One's own profile (9.4, 9.5). */
export default class ProfileController {
  async show(ctx: HttpContext) {
    const profile = await findProfile(requireViewer(ctx).id)
    answer(ctx, profileAnswer(profile, origin(ctx)))
  }

  async update(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const { avatar_url: avatarUrl, ...rest } = await ctx.request.validateUsing(profileValidator)
    await updateProfile({ ...rest, avatarUrl }, privilegedKeys(ctx.request.body()), viewer)
    answer(ctx, profileAnswer(await findProfile(viewer.id), origin(ctx)))
  }
}
