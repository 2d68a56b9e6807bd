import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'

/** A certificate for a day, under the names by which nginx looks for it. */
export async function makeCertificate(folder: string): Promise<void> {
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'],
    ...['-subj', '/CN=shop.example.com', '-addext', 'subjectAltName=DNS:shop.example.com'],
    ...['-keyout', join(folder, 'certs/privkey.pem'), '-out', join(folder, 'certs/fullchain.pem')],
  ])
}

/**
 * Whether a handshake succeeds, and what openssl says of it. The lowest security level lets the client
 * offer what nobody should accept.
 */
export async function handshake(port: number, ...args: string[]) {
  const client = spawn('openssl', [
    ...['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'shop.example.com'],
    ...args,
  ])
  const exit = once(client, 'exit')
  client.stdin.end('Q\n')
  const [out, err, [code]] = await Promise.all([text(client.stdout), text(client.stderr), exit])
  return { accepted: code === 0, said: out + err }
}

/** What curl says of an address: status, version of HTTP, headers as they came. */
export async function curl(...args: string[]) {
  const { stdout } = await promisify(execFile)('curl', [
    ...['--silent', '--show-error', '--insecure', '--include', '--max-time', '20'],
    ...['--write-out', '\n%{http_version} %{http_code}'],
    ...args,
  ])
  const [version, status] = stdout.slice(stdout.lastIndexOf('\n') + 1).split(' ')
  const head = stdout.split('\r\n\r\n', 1)[0]
  const names = head.split('\r\n').map((line) => line.split(':', 1)[0].toLowerCase())
  return { version, status: Number(status), head, names }
}
