import type { Page } from '@playwright/test';
import { codeEditor, expectSaved, textOnServer, yourAnswer } from './fixtures/answers.ts';
import { expect, test } from './fixtures/app.ts';
import { invite } from './fixtures/candidate.ts';
import { press, tabTo, type } from './fixtures/keyboard.ts';

// The guarantee: nothing needs a mouse. From the link to the receipt every kind is answered, run and submitted with the
// keyboard alone, and no press hands anything in before it was asked once.

const picks = (page: Page) => yourAnswer(page).getByRole('radio').or(yourAnswer(page).getByRole('checkbox'));
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

test('the whole way with the keyboard alone', async ({ page, app }) => {
  test.slow();
  const invitation = await invite(app);
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  await test.step('invitation and preparation', async () => {
    await page.goto(invitation.path);
    await press(page, page.getByRole('checkbox', { name: /I agree/ }), 'Space');
    await press(page, button('Open the assessment in this browser'));
    await press(page, page.getByRole('link', { name: 'Go on to the preparation' }));
    await expect(heading(page)).toHaveText('Before you start');
    const details = page.getByRole('form', { name: 'Your details' });
    await press(page, details.getByRole('button', { name: 'Save details' }));
    await expect(details.getByText('Saved.')).toBeVisible();
    const language = page.getByRole('form', { name: 'The language you work in' });
    await press(page, language.getByRole('radio').first(), 'Space');
    await page.keyboard.press('ArrowDown');
    await press(page, language.getByRole('button', { name: 'Save language' }));
    await expect(language.getByText('Saved.')).toBeVisible();
    await press(page, button('Run the system check'));
    await expect(button('Check again')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('practice, offline for a moment', async () => {
    await press(page, page.getByRole('link', { name: 'Practise: discussion' }));
    await expect(yourAnswer(page).getByRole('textbox')).toBeEditable();
    await press(page, button('Go offline for 20 seconds'));
    await type(page, yourAnswer(page).getByRole('textbox'), 'By keyboard.');
    await expect(page.getByRole('banner').getByText('Offline since')).toBeVisible();
    await press(page, page.getByRole('link', { name: 'Back to the preparation' }));
    await expect(heading(page)).toHaveText('Before you start');
  });

  await test.step('rules, then the clock', async () => {
    const rules = page.getByRole('form', { name: 'Rules on aids' });
    await press(page, rules.getByRole('checkbox'), 'Space');
    await press(page, rules.getByRole('button', { name: 'Confirm the rules' }));
    await expect(page.getByText('You have confirmed these rules.')).toBeVisible();
    await press(page, button('Start the assessment'));
    // The way back has the focus: Enter alone starts nothing.
    await expect(
      page.getByRole('alertdialog').getByRole('button', { name: 'Start the clock' }),
    ).not.toBeFocused();
    await press(page, page.getByRole('alertdialog').getByRole('button', { name: 'Start the clock' }));
    await expect(heading(page)).toContainText('Question 1');
  });

  const submitSection = async () => {
    await page.keyboard.press('Control+Shift+Enter');
    const ask = page.getByRole('alertdialog');
    await expect(ask.getByRole('button', { name: 'Keep working' })).toBeFocused();
    await press(page, ask.getByRole('button', { name: 'Submit section' }));
    await expect(ask).toBeHidden();
  };

  await test.step('choices, a flag, the rules, a report of a problem', async () => {
    await expect(yourAnswer(page)).toBeVisible();
    for (const number of [1, 2, 3, 4]) {
      await expect(heading(page)).toContainText(`Question ${number}`);
      await press(page, picks(page).first(), 'Space');
      await expect(
        page
          .getByRole('navigation', { name: 'Questions' })
          .getByRole('button', { name: new RegExp(`^Question ${number}, answered`) }),
      ).toBeVisible();
      await page.keyboard.press(number === 4 ? 'f' : ']');
    }
    await expect(button('Flagged')).toBeVisible();
    await press(page, button('Rules'));
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(button('Rules')).toBeFocused();
    await press(page, button('Report a problem'));
    const dialog = page.getByRole('dialog', { name: 'Report a problem with question 4' });
    await type(page, dialog.getByRole('textbox', { name: 'What is wrong' }), 'Two options say the same.');
    await press(page, dialog.getByRole('button', { name: 'Send' }));
    await expect(page.getByText('Sent. Staff see it now')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expectSaved(page);
    await submitSection();
  });

  await test.step('an estimate', async () => {
    await expect(heading(page)).toContainText('Question 5');
    await type(page, yourAnswer(page).getByRole('textbox').first(), '1.25');
    await type(page, yourAnswer(page).getByRole('textbox', { name: 'Reasoning' }), 'Little.');
    await expectSaved(page);
    await submitSection();
  });

  await test.step('code: typed, run, results read, and left', async () => {
    await expect(heading(page)).toContainText('Question 6');
    await expect(codeEditor(page)).toBeAttached();
    await tabTo(page, codeEditor(page));
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// by keyboard ');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('tab', { name: /^Checks \d/ })).toBeVisible();
    // Tab writes in the editor; Escape first, then Tab leaves it.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect(codeEditor(page)).not.toBeFocused();
    await tabTo(page, page.getByRole('tab', { name: /^Checks/ }));
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: /^Console/ })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowRight');
    await press(page, page.getByRole('button', { name: /^Code of run/ }));
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expectSaved(page);
    await submitSection();
    await press(page, button('Begin section 4'));
  });

  await test.step('writing, preview, and the end', async () => {
    await expect(heading(page)).toContainText('Question 7');
    await type(
      page,
      yourAnswer(page).getByRole('textbox', { name: 'Your answer' }),
      'The key is **unique**.',
    );
    await page.keyboard.press('Shift+Tab');
    await tabTo(page, yourAnswer(page).getByRole('tab', { name: 'Write' }));
    await page.keyboard.press('ArrowRight');
    await expect(yourAnswer(page).getByRole('strong')).toHaveText('unique');
    await expectSaved(page);
    await page.keyboard.press('Control+Shift+Enter');
    await expect(heading(page)).toHaveText('Submit the assessment');
    for (const aid of ['Web search and documentation', 'Own editor']) {
      await type(page, page.getByRole('textbox', { name: aid }), 'nothing');
    }
    await press(page, button('Submit'));
    await press(page, page.getByRole('alertdialog').getByRole('button', { name: 'Submit' }));
    await expect(heading(page)).toHaveText('Your assessment is submitted');
    expect(await textOnServer(app, invitation.attemptId, 7)).toBe('The key is **unique**.');
    await press(page, button('Ask for a review by people'));
    const ask = page.getByRole('form', { name: 'Ask for a review by people' });
    await type(page, ask.getByRole('textbox'), 'Please read question 4 again.');
    await press(page, ask.getByRole('button', { name: 'Send' }));
    await expect(page.getByText('Please read question 4 again.')).toBeVisible();
  });
});
