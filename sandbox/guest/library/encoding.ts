/** UTF-8 as the Encoding standard has it (https://encoding.spec.whatwg.org), and base64. The isolate has neither. */
export function makeEncoding() {
  function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(text.length * 3);
    let length = 0;
    for (let index = 0; index < text.length; index += 1) {
      let code = text.charCodeAt(index);
      if (code >= 0xd800 && code <= 0xdfff) {
        const next = text.charCodeAt(index + 1);
        if (code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
          code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
          index += 1;
        } else {
          code = 0xfffd;
        }
      }
      if (code < 0x80) bytes[length++] = code;
      else if (code < 0x800) {
        bytes[length++] = 0xc0 | (code >> 6);
        bytes[length++] = 0x80 | (code & 63);
      } else if (code < 0x10000) {
        bytes[length++] = 0xe0 | (code >> 12);
        bytes[length++] = 0x80 | ((code >> 6) & 63);
        bytes[length++] = 0x80 | (code & 63);
      } else {
        bytes[length++] = 0xf0 | (code >> 18);
        bytes[length++] = 0x80 | ((code >> 12) & 63);
        bytes[length++] = 0x80 | ((code >> 6) & 63);
        bytes[length++] = 0x80 | (code & 63);
      }
    }
    return bytes.slice(0, length);
  }

  class TextEncoder {
    get encoding() {
      return 'utf-8';
    }
    encode(text: unknown = '') {
      return encodeUtf8(String(text));
    }
    encodeInto(text: unknown, target: Uint8Array) {
      const source = String(text);
      let read = 0;
      let written = 0;
      for (const character of source) {
        const bytes = encodeUtf8(character);
        if (written + bytes.length > target.length) break;
        target.set(bytes, written);
        written += bytes.length;
        read += character.length;
      }
      return { read, written };
    }
  }

  /** The decoder's state machine: lower and upper bound of the next byte guard against overlong forms and surrogates. */
  class TextDecoder {
    readonly #fatal: boolean;
    readonly #ignoreBom: boolean;
    readonly encoding = 'utf-8';
    #needed = 0;
    #seen = 0;
    #point = 0;
    #lower = 0x80;
    #upper = 0xbf;
    #started = false;

    constructor(label: unknown = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
      const name = String(label).trim().toLowerCase();
      if (name !== 'utf-8' && name !== 'utf8' && name !== 'unicode-1-1-utf-8') {
        throw new RangeError(`The encoding "${name}" is not supported here: only utf-8 is`);
      }
      this.#fatal = Boolean(options.fatal);
      this.#ignoreBom = Boolean(options.ignoreBOM);
    }
    get fatal() {
      return this.#fatal;
    }
    get ignoreBOM() {
      return this.#ignoreBom;
    }
    decode(input?: ArrayBuffer | ArrayBufferView, options: { stream?: boolean } = {}) {
      const bytes =
        input === undefined
          ? new Uint8Array()
          : ArrayBuffer.isView(input)
            ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
            : new Uint8Array(input);
      let text = '';
      const emit = (point: number) => {
        const first = !this.#started;
        this.#started = true;
        if (first && point === 0xfeff && !this.#ignoreBom) return;
        text += String.fromCodePoint(point);
      };
      const reset = () => {
        this.#needed = 0;
        this.#seen = 0;
        this.#point = 0;
        this.#lower = 0x80;
        this.#upper = 0xbf;
      };
      const invalid = () => {
        reset();
        if (this.#fatal) throw new TypeError('The encoded data was not valid for encoding utf-8');
        emit(0xfffd);
      };
      for (let index = 0; index < bytes.length; index += 1) {
        const byte = bytes[index] as number;
        if (this.#needed === 0) {
          if (byte < 0x80) emit(byte);
          else if (byte >= 0xc2 && byte <= 0xdf) {
            this.#needed = 1;
            this.#point = byte & 0x1f;
          } else if (byte >= 0xe0 && byte <= 0xef) {
            if (byte === 0xe0) this.#lower = 0xa0;
            if (byte === 0xed) this.#upper = 0x9f;
            this.#needed = 2;
            this.#point = byte & 0xf;
          } else if (byte >= 0xf0 && byte <= 0xf4) {
            if (byte === 0xf0) this.#lower = 0x90;
            if (byte === 0xf4) this.#upper = 0x8f;
            this.#needed = 3;
            this.#point = byte & 7;
          } else invalid();
          continue;
        }
        if (byte < this.#lower || byte > this.#upper) {
          invalid();
          index -= 1;
          continue;
        }
        this.#lower = 0x80;
        this.#upper = 0xbf;
        this.#point = (this.#point << 6) | (byte & 63);
        this.#seen += 1;
        if (this.#seen === this.#needed) {
          const point = this.#point;
          reset();
          emit(point);
        }
      }
      if (options.stream !== true) {
        if (this.#needed > 0) invalid();
        this.#started = false;
      }
      return text;
    }
  }

  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  function btoa(value: unknown): string {
    const text = String(value);
    let out = '';
    for (let index = 0; index < text.length; index += 3) {
      const bytes = [text.charCodeAt(index), text.charCodeAt(index + 1), text.charCodeAt(index + 2)];
      const left = text.length - index;
      for (let offset = 0; offset < Math.min(3, left); offset += 1) {
        if ((bytes[offset] as number) > 255) throw new TypeError('btoa takes characters up to U+00FF only');
      }
      const word =
        ((bytes[0] as number) << 16) |
        ((left > 1 ? (bytes[1] as number) : 0) << 8) |
        (left > 2 ? (bytes[2] as number) : 0);
      out += alphabet[word >> 18];
      out += alphabet[(word >> 12) & 63];
      out += left > 1 ? alphabet[(word >> 6) & 63] : '=';
      out += left > 2 ? alphabet[word & 63] : '=';
    }
    return out;
  }
  function atob(value: unknown): string {
    let text = String(value).replace(/[\t\n\f\r ]/g, '');
    if (text.length % 4 === 0) text = text.replace(/={1,2}$/, '');
    if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text))
      throw new TypeError('atob was given text that is not base64');
    let out = '';
    let word = 0;
    let bits = 0;
    for (let index = 0; index < text.length; index += 1) {
      word = (word << 6) | alphabet.indexOf(text[index] as string);
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out += String.fromCharCode((word >> bits) & 255);
        word &= (1 << bits) - 1;
      }
    }
    return out;
  }
  return { TextEncoder, TextDecoder, atob, btoa };
}
