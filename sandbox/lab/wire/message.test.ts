import { describe, expect, it } from 'vitest';
import { clientMessage, dataRow, MessageReader, MessageTooLong, reportFields } from './message.ts';

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

// Guarantee: a stream is cut where the server cut it, however the network delivers it, and nothing endless is kept.
describe('messages of the server', () => {
  const stream = Buffer.concat([
    message('Z', Buffer.from('I')),
    message('C', Buffer.from('SELECT 1\0')),
    message('1', Buffer.alloc(0)),
  ]);

  it('are the same in one piece, byte by byte, and in any two pieces', () => {
    const whole = new MessageReader(1000).push(stream);
    expect(whole.map(({ type }) => type)).toEqual(['Z', 'C', '1']);
    const single = new MessageReader(1000);
    expect([...stream].flatMap((byte) => single.push(Buffer.from([byte])))).toEqual(whole);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const reader = new MessageReader(1000);
      expect([...reader.push(stream.subarray(0, cut)), ...reader.push(stream.subarray(cut))]).toEqual(whole);
    }
  });

  it('longer than the limit are refused by their head alone', () => {
    const head = Buffer.from([0x44, 0x7f, 0xff, 0xff, 0xff]);
    expect(() => new MessageReader(1000).push(head)).toThrow(MessageTooLong);
  });

  it('of rows keep NULL apart from the empty text', () => {
    const row = Buffer.concat([
      Buffer.from([0, 3]),
      Buffer.from([255, 255, 255, 255]),
      Buffer.from([0, 0, 0, 0]),
      Buffer.from([0, 0, 0, 2]),
      Buffer.from('é'),
    ]);
    expect(dataRow(row)).toEqual([null, '', 'é']);
  });

  it('of errors are read to the last field, also when they are cut short', () => {
    const fields = reportFields(Buffer.from('SERROR\0C23505\0Mtaken\0\0'));
    expect(Object.fromEntries(fields)).toEqual({ S: 'ERROR', C: '23505', M: 'taken' });
    expect(reportFields(Buffer.from('SERROR\0Cunended')).get('S')).toBe('ERROR');
  });

  it('to the server carry their own length', () => {
    const sent = clientMessage('Q', 'select 1');
    expect(sent.readInt32BE(1)).toBe(sent.length - 1);
    expect(sent.at(-1)).toBe(0);
  });
});
