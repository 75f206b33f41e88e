import { act, render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';

import { dueDateText, todayInZone } from './due-date-text.ts';
import { DueDate } from './due-date.tsx';

const today = '2026-11-21';

describe('due dates in words', () => {
  it.each([
    ['2026-11-21', 'Today'],
    ['2026-11-22', 'Tomorrow'],
    ['2026-11-20', 'Yesterday'],
    ['2026-11-24', 'Tuesday'],
    ['2026-11-27', 'Friday'],
    ['2026-11-28', '28 Nov'],
    ['2026-11-02', '2 Nov'],
    ['2027-01-03', '3 Jan 2027'],
    ['2025-11-21', '21 Nov 2025'],
  ])('%s reads "%s"', (day, text) => {
    expect(dueDateText(day, today)).toBe(text);
  });

  it('counts days, not hours, over a change of the clocks', () => {
    expect(dueDateText('2026-10-26', '2026-10-25')).toBe('Tomorrow');
  });

  it('takes the day from the reader’s own zone', () => {
    const instant = new Date('2026-11-21T23:30:00Z');
    expect(todayInZone('Asia/Tokyo', instant)).toBe('2026-11-22');
    expect(todayInZone('America/Los_Angeles', instant)).toBe('2026-11-21');
  });
});

describe('DueDate', () => {
  it('carries the date for machines and says in words that it is overdue', () => {
    render(<DueDate dueOn="2026-11-19" today={today} />);
    const time = screen.getByText(/19 Nov/);
    expect(time).toHaveAttribute('datetime', '2026-11-19');
    expect(time).toHaveTextContent('19 Nov, overdue');
  });

  it('is late by the reader’s own day, and says no word for a day of other clocks', () => {
    const { rerender } = render(<DueDate dueOn="2026-11-20" dayHere={today} today={today} />);
    expect(screen.getByText(/20 Nov/)).toHaveTextContent(/^20 Nov$/);
    rerender(<DueDate dueOn={today} dayHere="2026-11-20" today={today} />);
    expect(screen.getByText(/21 Nov/)).toHaveTextContent('21 Nov, overdue');
  });

  it('says the time, and what else than a due date it is', () => {
    render(<DueDate label="Deadline" dueOn="2026-11-19" time="17:00" today={today} />);
    expect(screen.getByText(/19 Nov/)).toHaveTextContent('Deadline 19 Nov 17:00, overdue');
  });

  it('does not call a finished task overdue', () => {
    render(<DueDate dueOn="2026-11-19" today={today} done />);
    expect(screen.getByText(/19 Nov/)).not.toHaveTextContent('overdue');
  });

  it('renders the full date on the server, which cannot know the reader’s day', () => {
    expect(renderToString(<DueDate dueOn="2026-11-22" />)).toContain('22 Nov 2026');
  });

  it('follows the day while the page stays open, with one clock for all dates', () => {
    jest.useFakeTimers({ now: new Date('2026-11-21T23:59:30') });
    try {
      render(
        <>
          <DueDate dueOn="2026-11-22" />
          <DueDate dueOn="2026-11-22" />
        </>,
      );
      expect(screen.getAllByText('Tomorrow')).toHaveLength(2);
      expect(jest.getTimerCount()).toBe(1);
      act(() => void jest.advanceTimersByTime(60_000));
      expect(screen.getAllByText('Today')).toHaveLength(2);
    } finally {
      jest.useRealTimers();
    }
  });
});
