/**
 * `npm run meeting-point`: the meeting point alone, for a team whose app lies on a static host.
 * Environment: `PORT` (default 4174), `HOST` (default 127.0.0.1), `ORIGINS` (web addresses of the app, separated by blanks).
 */
import { createServer } from 'node:http';
import { openMeetingPoint } from './meeting-point.mjs';
import { MEETING_POINT_PATH } from './serve.mjs';

const port = Number(process.env['PORT'] ?? '4174');
const host = process.env['HOST'] ?? '127.0.0.1';
const origins = (process.env['ORIGINS'] ?? '').split(/\s+/).filter(Boolean);

const server = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end('This is a meeting point of Regulars.\n');
});
server.once('error', (error) => {
  console.error('code' in error && error.code === 'EADDRINUSE' ? `Port ${String(port)} is taken by another program. Choose another one: PORT=${String(port + 1)} npm run meeting-point` : error.message);
  process.exitCode = 1;
});
server.listen(port, host, () => {
  const meeting = openMeetingPoint(server, { path: `/${MEETING_POINT_PATH}`, origins });
  const name = host === '127.0.0.1' ? 'localhost' : host;
  console.log(`The meeting point is at ws://${name}:${String(port)}/${MEETING_POINT_PATH} (stop it with Ctrl-C)`);
  if (origins.length === 0) console.log('Pages of other hosts are refused. Name them: ORIGINS="https://app.example" npm run meeting-point');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      meeting.close();
      server.close();
      server.closeAllConnections();
    });
  }
});
