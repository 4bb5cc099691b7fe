import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerPolicy, metaPolicy } from '../../../src/server/content-security-policy.mjs';
import { serve } from '../../../src/server/serve.mjs';

interface Answer { readonly status: number; readonly headers: Record<string, string | string[] | undefined>; readonly body: Buffer }

const script = 'export const text = "long enough to be worth compressing";'.repeat(40);
let root = '';
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'release-'));
  mkdirSync(join(root, 'dist/assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'outside of the app');
  writeFileSync(join(root, 'dist/index.html'), '<!doctype html><title>Regulars</title>');
  writeFileSync(join(root, 'dist/manifest.webmanifest'), '{"id":"/regulars","name":"Regulars"}');
  writeFileSync(join(root, 'dist/assets/app-A1b2C3d4.js'), script);
  writeFileSync(join(root, 'dist/assets/photo-A1b2C3d4.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]));
  server = await serve({ root: join(root, 'dist'), port: 0, base: '/crm' });
});

afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

describe('the server', () => {
  it('serves the start page under the base path, never from a cache without asking', async () => {
    const answer = await ask('/crm/');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', 'content-security-policy': headerPolicy, 'x-content-type-options': 'nosniff' });
    expect(answer.body.toString()).toContain('Regulars');
  });

  it('lets files with a content hash in their name be kept for good', async () => {
    const answer = await ask('/crm/assets/app-A1b2C3d4.js');
    expect(answer.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' });
  });

  it('leads from the base path without its slash to the one with it', async () => {
    expect(await ask('/crm')).toMatchObject({ status: 308, headers: { location: '/crm/' } });
  });

  it.each(['/', '/other/', '/crm/missing.js', '/crm/assets/', '/crm/../secret.txt', '/crm/%2e%2e/secret.txt', '/crm/..%2fsecret.txt', '/crm/..%5csecret.txt', '/crm//etc/passwd', '/crm/assets/../../secret.txt', '/crm/index.html%00.png', '*'])('finds nothing under %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toContain('outside');
  });

  it('refuses a path that cannot be decoded', async () => {
    expect(await ask('/crm/%zz')).toMatchObject({ status: 400 });
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const [head, get] = [await ask('/crm/assets/app-A1b2C3d4.js', { method: 'HEAD' }), await ask('/crm/assets/app-A1b2C3d4.js')];
    expect(head.status).toBe(200);
    expect(head.body).toHaveLength(0);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(head.headers['etag']).toBe(get.headers['etag']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect(await ask('/crm/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('compresses as the browser wishes, and leaves pictures alone', async () => {
    const path = '/crm/assets/app-A1b2C3d4.js';
    const brotli = await ask(path, { accept: 'gzip, deflate, br' });
    const gzip = await ask(path, { accept: 'gzip' });
    const refused = await ask(path, { accept: 'br;q=0, gzip;q=0.0' });
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    expect(brotliDecompressSync(brotli.body).toString()).toBe(script);
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(script);
    expect(refused.headers['content-encoding']).toBeUndefined();
    expect(refused.body.toString()).toBe(script);
    expect((await ask('/crm/assets/photo-A1b2C3d4.png', { accept: 'br' })).headers['content-encoding']).toBeUndefined();
  });

  it('spares a browser what it has already, per encoding', async () => {
    const first = await ask('/crm/', { accept: 'br' });
    const etag = String(first.headers['etag']);
    expect(await ask('/crm/', { accept: 'br', known: `"other", W/${etag}` })).toMatchObject({ status: 304, body: Buffer.alloc(0) });
    expect(await ask('/crm/', { accept: 'identity', known: etag })).toMatchObject({ status: 200 });
  });

  it('gives each base path an app identity of its own', async () => {
    expect(JSON.parse((await ask('/crm/manifest.webmanifest')).body.toString())).toEqual({ id: '/crm/regulars', name: 'Regulars' });
  });

  it('survives what is not HTTP', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => { socket.end('\u0000\u0001 nonsense\r\n\r\n'); });
      socket.on('close', () => { resolve(); });
      socket.resume();
    });
    expect((await ask('/crm/')).status).toBe(200);
  });

  it('says so when the port is taken', async () => {
    await expect(serve({ root: join(root, 'dist'), port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('the policy', () => {
  it('is the same in the header and in the page, but for what a page cannot say', () => {
    expect(headerPolicy).toBe(`${metaPolicy}; frame-ancestors 'none'`);
  });

  it('lets a page speak with meeting points anywhere by TLS, without it on this device alone, and with nothing else outside', () => {
    const connect = metaPolicy.split('; ').find((directive) => directive.startsWith('connect-src '));
    expect(connect).toBe("connect-src 'self' wss: ws://localhost:* ws://127.0.0.1:*");
    expect(metaPolicy.replace(connect!, '')).not.toMatch(/https?:|wss?:|\*/);
  });
});

/** One request with the path exactly as given, which `fetch` would tidy up first. */
function ask(path: string, { method = 'GET', accept, known }: { method?: string; accept?: string; known?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...(accept ? { 'accept-encoding': accept } : {}), ...(known ? { 'if-none-match': known } : {}) };
    const sent = request({ port: server.port, host: '127.0.0.1', path, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => { resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }); });
    });
    sent.on('error', reject);
    sent.end();
  });
}
