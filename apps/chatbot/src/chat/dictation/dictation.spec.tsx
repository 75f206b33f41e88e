import { act, screen, waitFor } from '@testing-library/react';

import { AnswerStream } from '../../testing/chat-server.ts';
import { openConversation } from '../../testing/conversation-page.tsx';
import { dictationFailure } from './dictation-failure.ts';

/** A browser's recognition of speech, which recognises what a test says. */
class FakeRecognition extends EventTarget {
  static current: FakeRecognition | null = null;
  static starts = 0;
  /** Before it ends it gives a final result, as most browsers do. */
  static makesCertain = true;
  #uncertain = '';
  lang = '';
  continuous = false;
  interimResults = false;
  isAborted = false;

  start(): void {
    FakeRecognition.starts += 1;
    FakeRecognition.current = this;
  }

  stop(): void {
    if (FakeRecognition.makesCertain && this.#uncertain !== '')
      this.recognise(this.#uncertain, true);
    this.dispatchEvent(new Event('end'));
  }

  abort(): void {
    this.isAborted = true;
  }

  /** Recognises more of what is said; the last of it may not be certain yet. */
  recognise(spoken: string, isFinal: boolean): void {
    this.#uncertain = isFinal ? '' : spoken;
    const result = Object.assign([{ transcript: spoken }], { isFinal });
    const event = Object.assign(new Event('result'), { resultIndex: 0, results: [result] });
    act(() => void this.dispatchEvent(event));
  }

  fail(error: string): void {
    act(() => {
      this.dispatchEvent(Object.assign(new Event('error'), { error }));
      this.dispatchEvent(new Event('end'));
    });
  }
}

const isProvided = { webkitSpeechRecognition: FakeRecognition };

beforeEach(() => {
  FakeRecognition.current = null;
  FakeRecognition.starts = 0;
  FakeRecognition.makesCertain = true;
  Object.assign(window, isProvided);
});
afterEach(() => Reflect.deleteProperty(window, 'webkitSpeechRecognition'));

const answer = (_request: unknown, response: ConstructorParameters<typeof AnswerStream>[0]) =>
  new AnswerStream(response).say('Yes.').finish();

const button = () => screen.getByRole('button', { name: 'Dictate' });

async function openListening() {
  const page = await openConversation(answer);
  button().focus();
  await page.user.keyboard('{Enter}');
  await waitFor(() => expect(FakeRecognition.current).not.toBeNull());
  return { ...page, speech: FakeRecognition.current ?? new FakeRecognition() };
}

describe('dictation (A3)', () => {
  it('writes what was said into the field, after what is there, and sends nothing', async () => {
    await using page = await openListening();
    expect(button()).toHaveAttribute('aria-pressed', 'true');
    expect(page.speech.lang).toBe(navigator.language);
    page.speech.recognise('add buy', false);
    expect(page.field).toHaveValue('');
    page.speech.recognise(' add buy milk ', true);
    expect(page.field).toHaveValue('add buy milk');
    await page.user.type(page.field, ' today');
    page.speech.recognise('please', true);
    expect(page.field).toHaveValue('add buy milk today please');
    await page.user.click(button());
    expect(button()).toHaveAttribute('aria-pressed', 'false');
    expect(page.server.asked()).toEqual([]);
  });

  it('is announced once, and not word by word', async () => {
    await using page = await openListening();
    const said = 'Listening. Your browser may send what you say to a service of its maker.';
    const shown = screen.getAllByText(said);
    expect(shown.map((each) => each.getAttribute('role'))).toEqual([null, 'status']);
    page.speech.recognise('add buy', false);
    expect(screen.getByText('add buy')).toHaveAttribute('aria-hidden', 'true');
    expect(screen.getByText(said)).toHaveAttribute('role', 'status');
  });

  it('ends when the message is sent, and takes nothing that is heard after', async () => {
    await using page = await openListening();
    page.speech.recognise('show my tasks', true);
    await page.user.type(page.field, '{Enter}');
    await page.log.findByText('Yes.');
    expect(page.speech.isAborted).toBe(true);
    page.speech.recognise('and more', true);
    expect(page.field).toHaveValue('');
    expect(page.server.asked()).toHaveLength(1);
  });

  it.each([true, false])(
    'takes what is not certain into the field at Enter, and sends it at the next: %s',
    async (makesCertain) => {
      FakeRecognition.makesCertain = makesCertain;
      await using page = await openListening();
      page.speech.recognise('add milk', false);
      await page.user.type(page.field, '{Enter}');
      expect(page.field).toHaveValue('add milk');
      expect(page.field).toHaveFocus();
      expect(button()).toHaveAttribute('aria-pressed', 'false');
      expect(page.server.asked()).toEqual([]);
      await page.user.keyboard('{Enter}');
      await page.log.findByText('Yes.');
      expect(page.server.asked()).toMatchObject([{ body: { text: 'add milk' } }]);
    },
  );

  it('ends when the conversation is left', async () => {
    const page = await openListening();
    await page[Symbol.asyncDispose]();
    expect(page.speech.isAborted).toBe(true);
  });

  it.each([
    ['not-allowed', 'Allow it in the browser’s settings for this page, then try again.'],
    ['service-not-allowed', 'The browser does not allow dictation here.'],
    ['audio-capture', 'No microphone was found.'],
    ['network', 'cannot be reached'],
    ['no-speech', 'Nothing was heard.'],
    ['language-not-supported', 'in your language'],
    ['something-new', 'Dictation did not work.'],
    ['toString', 'Dictation did not work.'],
  ])('says why it could not: %s', async (code, said) => {
    await using page = await openListening();
    page.speech.fail(code);
    expect(screen.getByRole('alert')).toHaveTextContent(said);
    expect(button()).toHaveAttribute('aria-pressed', 'false');
    await page.user.click(button());
    await waitFor(() => expect(FakeRecognition.starts).toBe(2));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says nothing of an end that was asked for', () => {
    expect(dictationFailure('aborted')).toBeNull();
  });

  it('is not offered where the browser does not have it', async () => {
    Reflect.deleteProperty(window, 'webkitSpeechRecognition');
    await using page = await openConversation(answer);
    expect(page.field).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Dictate' })).not.toBeInTheDocument();
  });
});
