import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Runtime } from '#integrations/runtime'
import { WechatSignIn } from '#integrations/wechat/sign_in'

/**
 * WeChat's sign-in address as a real HTTP server on this machine. `answers` says what each code gets;
 * a code it does not know is answered as WeChat answers an invalid one.
 */
export async function wechatServer(answers: Record<string, object | string>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const code = new URL(request.url ?? '/', 'http://wechat').searchParams.get('js_code') ?? ''
    asked.push(code)
    const answer = answers[code] ?? { errcode: 40029, errmsg: 'invalid code, rid: 65f0-1a2b' }
    response.setHeader('content-type', 'application/json')
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const runtime = new Runtime({
    version: 'test',
    hashKey: 'test',
    log: () => {},
    sleep: () => Promise.resolve(),
  })
  const { port } = server.address() as AddressInfo
  const account = { appid: 'wxtest', secret: 'test', baseUrl: `http://127.0.0.1:${port}` }
  const signIn = new WechatSignIn(account, runtime)
  return {
    signIn,
    asked,
    async close() {
      signIn.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
