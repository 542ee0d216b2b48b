// A client whose kernel takes next to nothing on its behalf: what a server has sent to it, and it has
// not read, stays with the server. Node cannot set a socket's buffer; Python can.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const program = `
import json, socket, sys
port, path, token = int(sys.argv[1]), sys.argv[2], sys.argv[3]
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
# By the size of a segment the sender reckons its own buffer: on loopback that is megabytes.
s.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
s.connect(('127.0.0.1', port))
s.sendall(f'GET {path} HTTP/1.1\\r\\nHost: localhost:{port}\\r\\nAuthorization: Bearer {token}\\r\\nConnection: close\\r\\n\\r\\n'.encode())
print(json.dumps(s.recv(512).decode('latin1')), flush=True)
sys.stdin.readline()
got = b''
s.settimeout(20)
try:
    while part := s.recv(65536):
        got += part
    end = 'closed'
except TimeoutError:
    end = 'open'
except OSError:
    end = 'cut'
print(json.dumps({'end': end, 'text': got.decode('latin1')}), flush=True)
`;

export interface NarrowClient {
  /** What it read at first: the head of the answer. */
  readonly head: string;
  /** Reads at last, until the connection ends, or is silent for twenty seconds. */
  read(): Promise<{ end: 'closed' | 'cut' | 'open'; text: string }>;
  close(): void;
}

export async function openNarrow(port: number, path: string, token: string): Promise<NarrowClient> {
  const child: ChildProcessWithoutNullStreams = spawn('python3', ['-c', program, String(port), path, token]);
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The client ended: ${said.join('')}`);
    return JSON.parse(value) as unknown;
  };
  const head = (await next()) as string; // printed above
  return {
    head,
    async read() {
      child.stdin.write('read\n');
      return (await next()) as Awaited<ReturnType<NarrowClient['read']>>; // printed above
    },
    close: () => void child.kill(),
  };
}
