import type { ChoiceYaml } from '../schema/choice-yaml.ts';

/** Right options may be this much longer or shorter than wrong ones, on average, before their length gives them away. */
const lengthDifferencePercentMax = 35;
/** Of very short options a few characters make a large percentage and tell nobody anything. */
const lengthDifferenceCharactersFree = 12;

/** What would let somebody find the right options without knowing the subject. */
export function lintOptions(choice: ChoiceYaml): string[] {
  return choice.parts.flatMap((part) => {
    if (!('options' in part)) return [];
    const problems: string[] = [];
    const right = part.options.filter((option) => option.right);
    const wrong = part.options.filter((option) => !option.right);

    const rightLength = meanLength(right);
    const wrongLength = meanLength(wrong);
    const difference = Math.abs(rightLength - wrongLength);
    if (
      difference > lengthDifferenceCharactersFree &&
      difference > (wrongLength * lengthDifferencePercentMax) / 100
    ) {
      problems.push(
        `${part.id}: right options have ${Math.round(rightLength)} characters on average, wrong ones ${Math.round(wrongLength)}; ` +
          `expected within ±${lengthDifferencePercentMax} %`,
      );
    }

    const expected = part.options.map((_, index) => String.fromCharCode('a'.charCodeAt(0) + index));
    if (part.options.some((option, index) => option.id !== expected[index])) {
      problems.push(`${part.id}: option ids tell something; expected ${expected.join(', ')} in this order`);
    }
    if (right.length > 1 && part.options.slice(0, right.length).every((option) => option.right)) {
      problems.push(`${part.id}: all right options come first; mix their order`);
    }
    return problems;
  });
}

function meanLength(options: ReadonlyArray<{ text: string }>): number {
  return options.reduce((sum, option) => sum + option.text.length, 0) / options.length;
}
