import { formatBigint, formatCharactersMax, formatValue, newBudget } from './format-value.ts';
import { sliceText } from './primordials.ts';

function formatDirective(directive: string, value: unknown): string {
  switch (directive) {
    case 's':
      return typeof value === 'object' || typeof value === 'function'
        ? formatValue(value, 1, newBudget())
        : formatValue(value, 0, newBudget());
    case 'd':
    case 'i':
    case 'f':
      if (typeof value === 'bigint') return formatBigint(value);
      if (typeof value !== 'number' && typeof value !== 'string') return 'NaN';
      return directive === 'i' ? `${+value - (+value % 1)}` : `${+value}`;
    case 'c':
      return '';
    default:
      return formatValue(value, 1, newBudget());
  }
}

/** One console line from its arguments, with `%s %d %i %f %j %o %O %c` as elsewhere. Never longer than the bound. */
export function formatArguments(args: ArrayLike<unknown>): string {
  let text = '';
  let next = 0;
  const first = args[0];
  if (typeof first === 'string' && args.length > 1) {
    next = 1;
    let index = 0;
    const template = sliceText(first, 0, formatCharactersMax);
    while (index < template.length) {
      const character = template[index] as string;
      const directive = template[index + 1];
      if (character === '%' && directive === '%') {
        text += '%';
        index += 2;
      } else if (
        character === '%' &&
        next < args.length &&
        (directive === 's' ||
          directive === 'd' ||
          directive === 'i' ||
          directive === 'f' ||
          directive === 'j' ||
          directive === 'o' ||
          directive === 'O' ||
          directive === 'c')
      ) {
        text += formatDirective(directive, args[next]);
        next += 1;
        index += 2;
      } else {
        text += character;
        index += 1;
      }
    }
  }
  for (; next < args.length && text.length < formatCharactersMax; next += 1) {
    text += (next === 0 ? '' : ' ') + formatValue(args[next], 0, newBudget());
  }
  return text.length > formatCharactersMax ? `${sliceText(text, 0, formatCharactersMax)}…` : text;
}
