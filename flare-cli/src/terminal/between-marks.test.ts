import { expect, test } from 'vitest';
import { BetweenMarks } from './between-marks.ts';

const BEGIN = '<begin>';
const END = '<end>';

function read(...chunks: string[]) {
  const marks = new BetweenMarks(BEGIN, END);
  const printed = chunks.map((chunk) => marks.read(Buffer.from(chunk)).toString());
  return { printed, begun: marks.begun, ended: marks.ended };
}

test('what stands between the marks is the same, wherever the chunks are cut', () => {
  const whole = `$ noise <beg${BEGIN}a\n<en${END}logout\n`;
  for (let size = 1; size <= whole.length; size += 1) {
    const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
      whole.slice(index * size, (index + 1) * size),
    );
    const { printed, ended } = read(...chunks);
    expect({ size, text: printed.join(''), ended }).toEqual({ size, text: 'a\n<en', ended: true });
  }
});

test('nothing is printed before the first mark, and nothing waits that cannot be the second', () => {
  expect(read('$ prompt')).toEqual({ printed: [''], begun: false, ended: false });
  expect(read(`x${BEGIN}`, 'one', 'two <e', 'ight')).toEqual({
    printed: ['', 'one', 'two ', '<eight'],
    begun: true,
    ended: false,
  });
});

test('bytes that are no UTF-8 go through as they are', () => {
  const marks = new BetweenMarks(BEGIN, END);
  marks.read(Buffer.from(BEGIN));
  expect(marks.read(Uint8Array.from([0xff, 0x00, 0xc3]))).toEqual(Buffer.from([0xff, 0x00, 0xc3]));
});
