import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { Markdown } from './markdown.tsx';
import { read } from './read.ts';

function show(text: string, onChange?: (text: string) => void): HTMLElement {
  const { container } = render(<Markdown text={text} below={2} {...(onChange && { onChange })} />);
  return container;
}

const link = () => screen.getByRole('link');

describe('what is written as Markdown', () => {
  it('has headings below those of the page, with none left out on the way', () => {
    show('### First\n\n##### Deeper\n\n# Second #\n\n#no heading');
    const levels = screen.getAllByRole('heading').map((each) => [each.tagName, each.textContent]);
    expect(levels).toEqual([
      ['H3', 'First'],
      ['H4', 'Deeper'],
      ['H3', 'Second'],
    ]);
    expect(screen.getByText('#no heading')).toBeVisible();
  });

  it('has lists, lists in lists, and numbers that begin where they were begun', () => {
    show('- milk\n- eggs\n  - brown\n    ones\n\n3. third\n4. fourth\n\n1986 was a year');
    const [outer, inner] = screen.getAllByRole('list');
    expect(within(outer as HTMLElement).getAllByRole('listitem')).toHaveLength(3);
    expect(inner).toHaveTextContent(/^brown\s*ones$/u);
    const numbered = screen.getAllByRole<HTMLOListElement>('list').at(-1);
    expect(numbered?.start).toBe(3);
    expect(numbered?.children).toHaveLength(2);
    expect(screen.getByText('1986 was a year').tagName).toBe('P');
  });

  it('has emphasis, code, what is struck out, lines and quotations', () => {
    const shown = show(
      '*one* **two** ***both*** ~~gone~~ `a  **b**`\nnext\n\n> said\n\n---\n\n```sh\n# run\n<b>\n```',
    );
    expect(shown.querySelector('p')?.innerHTML).toMatch(/^<em>one<\/em> <strong[^>]*>two/u);
    expect(shown.querySelector('del')).toHaveTextContent('gone');
    expect(shown.querySelector('p code')?.textContent).toBe('a  **b**');
    expect(shown.querySelector('br')).not.toBeNull();
    expect(shown.querySelector('blockquote')).toHaveTextContent('said');
    expect(shown.querySelector('hr')).not.toBeNull();
    expect(shown.querySelector('pre')?.textContent).toBe('# run\n<b>');
  });

  it.each([
    '2 * 3 * 4 = 24',
    'my_file_name.txt',
    '**not closed',
    'a ] and [ b (c)',
    '5 < 6 & 7 > 6',
    '-no list',
    '``` not closed ` ``',
  ])('leaves %s the text that it is', (text) => {
    const shown = show(text);
    expect(shown.textContent).toBe(text);
    expect(shown.querySelector('em, strong, a, code, li')).toBeNull();
  });

  it('takes a mark for itself where a backslash stands before it', () => {
    expect(show('\\*a\\* \\[b](https://example.org/)').textContent).toMatch(/^\*a\* \[b\]\(https/u);
  });
});

describe('what CommonMark has besides', () => {
  it('is a heading that is underlined, code that is indented, and a character by its name', () => {
    const shown = show('Above\n=====\n\n    # run\n\n5 &lt; 6 &amp; &copy;');
    expect(screen.getByRole('heading', { name: 'Above', level: 3 })).toBeVisible();
    expect(shown.querySelector('pre')?.textContent).toBe('# run');
    expect(shown.querySelector('p')?.textContent).toBe('5 < 6 & ©');
  });

  it('is an address of mail between angles, which leads to a new letter', () => {
    show('<ada@example.org>');
    expect(link()).toHaveAttribute('href', 'mailto:ada@example.org');
    expect(link()).toHaveAccessibleName('ada@example.org (in a new tab)');
  });

  it.each([
    '| a | b |\n| - | - |\n| c | d |',
    '[a]\n\n[a]: https://example.org/',
    '[^1]\n\n[^1]: b',
  ])('is no table, reference or footnote: %s stays text', (text) => {
    const shown = show(text.replace('https://', ''));
    expect(shown.querySelector('table, a, sup')).toBeNull();
    expect(shown.textContent).toBe(text.replace('https://', '').replaceAll('\n', ''));
  });
});

describe('a box in a list', () => {
  const text = '# Shop\n- [ ] milk\n- [x] **eggs**\n\n> - [ ] bread\n';

  it('is ticked in the text, where it stands, and nothing else of it changes', async () => {
    const onChange = jest.fn();
    show(text, onChange);
    expect(screen.getByRole('checkbox', { name: 'eggs' })).toBeChecked();
    await userEvent.click(screen.getByRole('checkbox', { name: 'milk' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'eggs' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'bread' }));
    expect(onChange.mock.calls.flat()).toEqual([
      text.replace('[ ] milk', '[x] milk'),
      text.replace('[x] **eggs', '[ ] **eggs'),
      text.replace('[ ] bread', '[x] bread'),
    ]);
  });

  it('is found again where lines end as on another system, and tabs indent', async () => {
    const onChange = jest.fn();
    show('- list\r\n\t- [ ] milk\r\n', onChange);
    await userEvent.click(screen.getByRole('checkbox', { name: 'milk' }));
    expect(onChange).toHaveBeenCalledWith('- list\r\n\t- [x] milk\r\n');
  });

  it('is the one beside its words, with others and brackets around it', async () => {
    const onChange = jest.fn();
    const many =
      '[ ] none\n\n1. - [x] one [ ]\n2. [a]\n3. \\[ ] none\n4. [ ](b) none\n5. [ ] *two*\n\n   [ ] none\n';
    show(many, onChange);
    expect(screen.getAllByRole('checkbox')).toHaveLength(2);
    await userEvent.click(screen.getByRole('checkbox', { name: 'one [ ]' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'two' }));
    expect(onChange.mock.calls.flat()).toEqual([
      many.replace('[x] one', '[ ] one'),
      many.replace('[ ] *two', '[x] *two'),
    ]);
  });

  it('is there before its words are', () => {
    show('- [ ]\n- [x]x');
    expect(screen.getByRole('checkbox')).toHaveAccessibleName('Without a text');
  });

  it('is only shown where nobody takes the tick', () => {
    show(text);
    for (const box of screen.getAllByRole('checkbox')) expect(box).toBeDisabled();
  });
});

describe('a link', () => {
  it('says the host that it leads to, whatever its words claim', () => {
    show('[https://bank.example/pay](https://evil.example/x?y=1)');
    expect(link()).toHaveAttribute('href', 'https://evil.example/x?y=1');
    expect(link()).toHaveAccessibleName('https://bank.example/pay (evil.example) (in a new tab)');
  });

  it('says a host of letters that only look alike as it is asked for', () => {
    show('see https://ex\u0430mple.org/a');
    expect(link()).toHaveTextContent('(xn--exmple-4nf.org)');
  });

  it.each([
    ['https://example.org/a_b_c.', 'https://example.org/a_b_c'],
    ['(see https://example.org/a)', 'https://example.org/a'],
    ['https://example.org/a_(b)', 'https://example.org/a_(b)'],
    ['<https://example.org/?q=1>', 'https://example.org/?q=1'],
    ['**https://example.org/a**', 'https://example.org/a'],
  ])('is found in %s', (text, href) => {
    show(text);
    expect(link()).toHaveAttribute('href', href);
    expect(link()).not.toHaveTextContent('(example.org)');
  });

  it('tells nothing of this page to where it leads', () => {
    show('[a](https://example.org)');
    expect(link()).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    expect(link()).toHaveAttribute('target', '_blank');
  });

  it('is one, where another was written into its words', () => {
    show('[a [b](https://one.example/) https://two.example](https://three.example/)');
    for (const each of screen.getAllByRole('link')) {
      expect(each.querySelector('a')).toBeNull();
    }
  });

  it('is one, where a picture is what it says', () => {
    show('[![*a* door](https://one.example/a.png)](https://two.example/)');
    expect(link()).toHaveAccessibleName('a door (two.example) (in a new tab)');
  });

  it.each([
    'see example.org/a and ada@example.org',
    '//evil.example',
    'ftp://evil.example/x',
    '[a](javascript:alert%281%29)',
    '[a](JaVaScRiPt:alert%281%29)',
    '[a](data:text/html,x)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](ftp://evil.example/x)',
    '[a](intent://evil.example/x)',
    '[a](/api/v1/tasks)',
    '[a](//evil.example)',
    '[a](https://bank.example@evil.example/)',
    '[a](https:///)',
    '![a](javascript:x)',
    '<javascript:x>',
    'https://bank.example@evil.example/',
  ])('is none for %s, which stays text', (text) => {
    const shown = show(text);
    expect(shown.querySelector('a, img')).toBeNull();
    expect(shown).toHaveTextContent(text);
  });
});

describe('what must never be drawn', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<a href="javascript:x">a</a>',
    '<iframe srcdoc="a"></iframe>',
    '<style>* { display: none }</style>',
    '<b>bold</b>',
    '<!-- hidden -->',
    '- <input autofocus onfocus=alert(1)>',
    '# <h1 onclick=x>a</h1>',
    '> <form action=x>',
  ])('%s is text', (text) => {
    const shown = show(text);
    expect(
      shown.querySelector('script, img, svg, a, iframe, style, b, input, form, h1'),
    ).toBeNull();
    expect(shown.textContent).toBe(text.replace(/^[-#>] /u, ''));
  });

  it('a picture of somewhere else is a link with its name, and is not fetched', () => {
    const shown = show('![the door](https://evil.example/door.png?who=ada "title")');
    expect(shown.querySelector('img')).toBeNull();
    expect(link()).toHaveAccessibleName('Picture: the door (evil.example) (in a new tab)');
  });

  it('a reference, an address of its own and a footnote draw nothing either', () => {
    const shown = show(
      '![a][b]\n\n[b]: https://evil.example/x.png\n\n![](data:image/png;base64,AA)',
    );
    expect(shown.querySelector('img')).toBeNull();
  });
});

describe('a text of a size that nobody writes', () => {
  it.each([
    ['quotations', `${'> '.repeat(150)}end`],
    ['lists', `${'- '.repeat(150)}end`],
    ['emphasis', `${'*a '.repeat(150)}end${' b*'.repeat(150)}`],
  ])('is shown as it was written, and whole, where it has 150 %s in each other', (_, nested) => {
    const text = `${nested}\n\nafter it`;
    const shown = show(text);
    expect(shown.textContent).toBe(text);
    expect(shown.querySelector('blockquote, ul, em')).toBeNull();
  });

  it('keeps what lies in each other as deep as people write', () => {
    const shown = show(`${'> - '.repeat(10)}**end**`);
    expect(shown.querySelectorAll('blockquote, li')).toHaveLength(20);
    expect(shown.querySelector('strong')).toHaveTextContent('end');
  });

  it('has each of 4,000 items, and each of 2,000 emphasised words', () => {
    const [list, paragraph] = read(`${'- a\n'.repeat(4_000)}\n${'*a* '.repeat(2_000)}`) ?? [];
    expect(list?.parts).toHaveLength(4_000);
    const emphasised = paragraph?.parts[0]?.parts.filter(({ token }) => token.type === 'em_open');
    expect(emphasised).toHaveLength(2_000);
  });
});
