import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

const second = 1_750_000_000;
const secret = 'whsec_a4f1c09d';

/** Text as bytes; the checks need ASCII, and single bytes beyond it as `\xNN`. */
function bytes(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

function eventBody(id: string): number[] {
  return bytes(JSON.stringify({ id, type: 'payment.settled', amount: 1250 }));
}

interface Observed {
  statuses: Json[];
  handled: Json[];
  comparisons: number;
  storeCalls: number;
}

/** Sends requests to the answer's receiver and looks at what came of them. */
class Partner {
  readonly guest: Guest;
  readonly tools: CheckTools;

  constructor(guest: Guest, tools: CheckTools) {
    this.guest = guest;
    this.tools = tools;
  }

  async arrange(atSecond: number, secrets: string[] = [secret], handler = 'succeed'): Promise<void> {
    await this.guest.call('arrange', Math.round(atSecond * 1000), secrets, handler);
  }

  async mac(time: number | string, body: number[], by = secret): Promise<string> {
    return String(await this.guest.call('sign', by, String(time), body));
  }

  async header(time: number | string, body: number[], by = secret): Promise<string> {
    return `t=${time},v1=${await this.mac(time, body, by)}`;
  }

  async observe(): Promise<Observed> {
    const seen = await this.guest.call('observe');
    if (typeof seen !== 'object' || seen === null || Array.isArray(seen))
      return this.tools.fail('nothing was observed');
    const { statuses, handled, comparisons, storeCalls } = seen;
    return {
      statuses: Array.isArray(statuses) ? statuses : [],
      handled: Array.isArray(handled) ? handled : [],
      comparisons: Number(comparisons),
      storeCalls: Number(storeCalls),
    };
  }

  /** Delivers one request, waits, and requires the status. */
  async expect(status: number, signature: string | null, body: number[], what: string): Promise<Observed> {
    const place = Number(await this.guest.call('deliver', signature, body));
    const seen = await this.observe();
    const actual = seen.statuses[place] ?? null;
    this.tools.assert(actual === status, `${what}: expected status ${status}, got ${actual}`, {
      input: { signature, body: String.fromCharCode(...body) },
      expected: status,
      actual,
    });
    return seen;
  }
}

const checks: Check[] = [
  {
    name: 'signed',
    title: 'A signed request is handled once and answered 200',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      await partner.arrange(second);
      const body = eventBody('evt_1');
      const header = await partner.header(second, body);
      const first = await partner.expect(200, header, body, 'a rightly signed request');
      tools.equal(first.handled, ['evt_1'], 'handled events');
      const again = await partner.expect(200, header, body, 'the same request again');
      tools.equal(again.handled, ['evt_1'], 'handled events after a repeated delivery');
    },
  },
  {
    name: 'tampered',
    title: 'A changed body, a foreign secret and a missing header are answered 401',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      await partner.arrange(second);
      const body = eventBody('evt_1');
      const header = await partner.header(second, body);
      await partner.expect(401, header, eventBody('evt_2'), 'another body under the same signature');
      await partner.expect(
        401,
        await partner.header(second, body, 'guessed'),
        body,
        'signed with a foreign secret',
      );
      const seen = await partner.expect(401, null, body, 'no signature header');
      tools.equal(seen.handled, [], 'handled events');
    },
  },
  {
    name: 'raw-bytes',
    title: 'The signature is computed over the bytes as they came',
    weight: 3,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      await partner.arrange(second);
      const bodies: Array<[string, string]> = [
        ['evt_space', '{ "id" : "evt_space",\r\n\t"amount" : 12.50 }\n'],
        ['evt_order', '{"z":1,"id":"evt_order","a":2,"10":0,"2":0}'],
        ['evt_escape', '{"id":"evt_escape","name":"\\u0041\\/\\u00e9","n":1.0e2}'],
        ['evt_utf8', '{"id":"evt_utf8","name":"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"}'],
        ['evt_bytes', '{"id":"evt_bytes","note":"\xff\xfe broken \xc3("}'],
        ['evt_twice', '{"id":"evt_other","id":"evt_twice"}'],
      ];
      for (const [id, text] of bodies) {
        const body = bytes(text);
        const seen = await partner.expect(200, await partner.header(second, body), body, `signed body ${id}`);
        tools.assert(seen.handled.at(-1) === id, `event ${id} was not handled`, { input: text });
      }
      // A body that means the same and has other bytes is another message.
      const body = bytes('{"id":"evt_same","a":1}');
      await partner.expect(
        401,
        await partner.header(second, body),
        bytes('{"id":"evt_same", "a":1}'),
        'one space more',
      );
    },
  },
  {
    name: 'rotation',
    title: 'Any active secret and any v1 entry may match; a retired secret may not',
    weight: 3,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      const [older, newer] = ['whsec_older', 'whsec_newer'];
      await partner.arrange(second, [newer, older]);
      let number = 0;
      const send = async (status: number, signers: string[], what: string) => {
        number += 1;
        const body = eventBody(`evt_rotation_${number}`);
        const macs = await Promise.all(signers.map((signer) => partner.mac(second, body, signer)));
        const entries = macs.map((mac) => `v1=${mac}`).join(',');
        await partner.expect(status, `t=${second},${entries}`, body, what);
        // The order of entries is free.
        number += 1;
        const other = eventBody(`evt_rotation_${number}`);
        const otherMacs = await Promise.all(signers.map((signer) => partner.mac(second, other, signer)));
        const reversed = otherMacs.reverse().map((mac) => `v1=${mac}`);
        await partner.expect(
          status,
          [...reversed, `t=${second}`].join(','),
          other,
          `${what}, entries reversed`,
        );
      };
      await send(200, [newer], 'the newer of two active secrets');
      await send(200, [older], 'the older of two active secrets');
      await send(200, ['unknown', older], 'the second v1 entry matches');
      await send(200, ['unknown', 'unknown too', newer], 'the third v1 entry matches');
      await send(401, ['unknown', 'unknown too'], 'no v1 entry matches');
      await partner.arrange(second, [newer]);
      await send(401, [older], 'a secret that was retired a moment ago');
      await send(200, [older, newer], 'the active secret beside the retired one');
      await partner.arrange(second, []);
      await send(401, [newer], 'no secret is active');
    },
  },
  {
    name: 'constant-time',
    title: 'MACs are compared with constantTimeEqual, whatever their length',
    weight: 2,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      await partner.arrange(second);
      const body = eventBody('evt_ct');
      const right = await partner.mac(second, body);
      const almost = `${right.slice(0, -1)}${right.endsWith('0') ? '1' : '0'}`;
      const refused = await partner.expect(401, `t=${second},v1=${almost}`, body, 'the last digit is wrong');
      tools.assert(
        refused.comparisons > 0,
        'a MAC of the right length was refused without constantTimeEqual',
      );
      for (const odd of [
        '',
        'a',
        right.slice(0, 63),
        `${right}0`,
        `${right}${right}`,
        'é'.repeat(64),
        right.toUpperCase(),
      ]) {
        if (odd === right) continue;
        await partner.expect(401, `t=${second},v1=${odd}`, body, `a v1 value of ${odd.length} characters`);
      }
      const before = (await partner.observe()).comparisons;
      const accepted = await partner.expect(
        200,
        `t=${second},v1=short,v1=${right}`,
        body,
        'a short and a right v1 value',
      );
      tools.assert(accepted.comparisons > before, 'a MAC was accepted without constantTimeEqual');
    },
  },
  {
    name: 'time-window',
    title: '300 seconds of tolerance in both directions, and no more',
    weight: 3,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      const cases: Array<[number, number]> = [
        [300, 200],
        [300.001, 401],
        [299.5, 200],
        [-300, 200],
        [-300.001, 401],
        [-301, 401],
        [3600, 401],
        [-3600, 401],
        [-86_400 * 365, 401],
      ];
      let number = 0;
      for (const [age, status] of cases) {
        number += 1;
        const body = eventBody(`evt_time_${number}`);
        await partner.arrange(second + age);
        const what = age >= 0 ? `signed ${age} s ago` : `dated ${-age} s in the future`;
        await partner.expect(status, await partner.header(second, body), body, what);
      }
    },
  },
  {
    name: 'header-forms',
    title: 'Headers that break the grammar are answered 401',
    weight: 2,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      await partner.arrange(second);
      const body = eventBody('evt_header');
      // Signed over the very text of `t`, so that only the grammar can refuse them.
      const signedTimes = [
        `${second}.0`,
        '1.75e9',
        ` ${second}`,
        `+${second}`,
        `0x${second.toString(16)}`,
        '',
        'NaN',
      ];
      for (const time of signedTimes) {
        await partner.expect(401, await partner.header(time, body), body, `t is "${time}"`);
      }
      const mac = await partner.mac(second, body);
      const broken = [
        '',
        ',',
        `v1=${mac}`,
        `t=${second}`,
        `t=${second},v1`,
        `t=${second},t=${second},v1=${mac}`,
        `t=1,t=${second},v1=${mac}`,
        `t=${second};v1=${mac}`,
        mac,
      ];
      for (const header of broken) await partner.expect(401, header, body, `header "${header}"`);
      const extended = `v0=old,t=${second},v2=abc=def,v1=${mac}`;
      await partner.expect(200, extended, body, 'entries with unknown keys are ignored');
    },
  },
  {
    name: 'nothing-before-mac',
    title: 'An unsigned request reaches neither the parser, nor the store, nor the handler',
    weight: 2,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      await partner.arrange(second);
      const unreadable = bytes('{"id":');
      const seen = await partner.expect(
        401,
        await partner.header(second, unreadable, 'foreign'),
        unreadable,
        'unsigned, not JSON',
      );
      tools.equal(seen.storeCalls, 0, 'calls of the replay store for an unsigned request');
      const body = eventBody('evt_unsigned');
      const foreign = await partner.header(second, body, 'foreign');
      const again = await partner.expect(401, foreign, body, 'unsigned, with an event id');
      tools.equal(again.storeCalls, 0, 'calls of the replay store for an unsigned request');
      tools.equal(again.handled, [], 'handled events');

      await partner.expect(400, await partner.header(second, unreadable), unreadable, 'signed, not JSON');
      for (const text of ['[]', 'null', '"evt"', '{}', '{"id":""}', '{"id":7}', '[{"id":"evt"}]']) {
        const odd = bytes(text);
        await partner.expect(400, await partner.header(second, odd), odd, `signed body ${text}`);
      }
      // The stranger's attempt must not have used up the id.
      const right = await partner.header(second, body);
      const handled = await partner.expect(200, right, body, 'the real event after a forged one with its id');
      tools.equal(handled.handled, ['evt_unsigned'], 'handled events');
    },
  },
  {
    name: 'retry-after-failure',
    title: 'An event whose handler failed can be delivered again',
    weight: 3,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      for (const mode of ['fail', 'throw']) {
        const body = eventBody(`evt_${mode}`);
        const header = await partner.header(second, body);
        await partner.arrange(second, [secret], mode);
        await partner.expect(500, header, body, `the handler ${mode}s`);
        await partner.expect(500, header, body, `the handler ${mode}s a second time`);
        await partner.arrange(second, [secret], 'succeed');
        const seen = await partner.expect(200, header, body, 'delivered again, the handler succeeds');
        const times = seen.handled.filter((id) => id === `evt_${mode}`).length;
        tools.equal(times, 3, 'times that the event reached the handler');
        const done = await partner.expect(200, header, body, 'delivered once more');
        tools.equal(done.handled.filter((id) => id === `evt_${mode}`).length, 3, 'times after it was done');
      }
    },
  },
  {
    name: 'replay-window',
    title: 'No event is handled twice while its signature is accepted',
    weight: 3,
    async run(guest, tools) {
      const partner = new Partner(guest, tools);
      const body = eventBody('evt_replay');
      const header = await partner.header(second, body);
      // First seen 300 s before its date, it is accepted until 300 s after it.
      for (const at of [-300, -299, 0, 1, 150, 299, 300]) {
        await partner.arrange(second + at);
        const seen = await partner.expect(200, header, body, `delivered at ${at} s from its date`);
        tools.equal(seen.handled.length, 1, `times handled by ${at} s from its date`);
      }
      // The sender may sign the same event anew; its id counts, not its signature.
      const fresh = await partner.header(second + 300, body);
      const seen = await partner.expect(200, fresh, body, 'the same event under a fresh signature');
      tools.equal(seen.handled.length, 1, 'times handled after a fresh signature');

      const slow = eventBody('evt_slow');
      const slowHeader = await partner.header(second + 300, slow);
      await partner.arrange(second + 300, [secret], 'hold');
      const first = Number(await guest.call('deliver', slowHeader, slow));
      await partner.observe();
      await partner.expect(
        409,
        slowHeader,
        slow,
        'delivered while the first delivery is still being handled',
      );
      await guest.call('finishHandler', false);
      const failed = await partner.observe();
      tools.equal(failed.statuses[first] ?? null, 500, 'status of the held delivery whose handler failed');
      const second2 = Number(await guest.call('deliver', slowHeader, slow));
      await guest.call('observe');
      await guest.call('finishHandler', true);
      const done = await partner.observe();
      tools.equal(done.statuses[second2] ?? null, 200, 'status of the next delivery');
      tools.equal(
        done.handled.filter((id) => id === 'evt_slow').length,
        2,
        'times that the slow event was handled',
      );
    },
  },
];

export default checks;
