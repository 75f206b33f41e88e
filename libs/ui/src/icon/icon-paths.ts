/** Stroke paths on a 24 by 24 grid, drawn for this product. */
export const iconPaths = {
  add: 'M12 5v14M5 12h14',
  'arrow-down': 'M12 5v14M6 13l6 6 6-6',
  calendar: 'M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4',
  chat: 'M4.5 5.5h15v11h-8l-4 3.5v-3.5h-3z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  deadline: 'M7 3.5h10M7 20.5h10M8 3.5c0 5 8 5 8 8.5s-8 3.5-8 8.5M16 3.5c0 5-8 5-8 8.5s8 3.5 8 8.5',
  download: 'M12 4.5v10.5M7 10.5l5 5 5-5M5 19.5h14',
  edit: 'M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3',
  filter: 'M4 5.5h16l-6 7v6.5l-4-2.5v-4z',
  flag: 'M6 20.5v-16h12l-2.5 4.5 2.5 4.5H6',
  folder: 'M3.5 18.5v-13h6l2 2.5h9v10.5z',
  grip: 'M9 6.5v.01M15 6.5v.01M9 12v.01M15 12v.01M9 17.5v.01M15 17.5v.01',
  help: 'M9 9.5a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2v.2M12 17.5v.01M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z',
  history: 'M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4.5 9M4.5 4.5V9H9M12 8v4.5l3 1.5',
  inbox: 'M4 13.5l2.5-8h11l2.5 8v6H4zM4 13.5h5l1.5 2.5h3l1.5-2.5h5',
  list: 'M10 6.5h10M10 12h10M10 17.5h10M4.5 6.5h1M4.5 12h1M4.5 17.5h1',
  menu: 'M4 7h16M4 12h16M4 17h16',
  microphone:
    'M12 3.5a2.75 2.75 0 0 1 2.75 2.75v5a2.75 2.75 0 0 1-5.5 0v-5A2.75 2.75 0 0 1 12 3.5zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v2.5M8.5 20.5h7',
  month:
    'M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4M8.5 13.5v.01M12 13.5v.01M15.5 13.5v.01M8.5 16.5v.01M12 16.5v.01',
  next: 'M9.5 6l6 6-6 6',
  person:
    'M12 4.5a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5zM4.5 19.5c.8-3.3 3.8-5 7.5-5s6.7 1.7 7.5 5',
  previous: 'M14.5 6l-6 6 6 6',
  prompt: 'M5 6.5l5.5 5.5L5 17.5M12.5 17.5H19',
  repeat:
    'M5 11V9.5a3 3 0 0 1 3-3h10.5M15.5 3.5l3 3-3 3M19 13v1.5a3 3 0 0 1-3 3H5.5M8.5 20.5l-3-3 3-3',
  search: 'M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM15 15l4.5 4.5',
  send: 'M12 19V5M6 11l6-6 6 6',
  sparkle: 'M12 4c.7 4.6 3.4 7.3 8 8-4.6.7-7.3 3.4-8 8-.7-4.6-3.4-7.3-8-8 4.6-.7 7.3-3.4 8-8z',
  stop: 'M7 7h10v10H7z',
  tag: 'M4.5 4.5h7l8 8-7 7-8-8zM8.5 8.5v.01',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7',
  undo: 'M9 7L5 11l4 4M5 11h9a5 5 0 0 1 0 10h-2',
  upcoming: 'M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4M9 15h6M12.5 12.5l2.5 2.5-2.5 2.5',
  warning: 'M12 4.5L20.5 19h-17zM12 10v4M12 16.5v.01',
} as const;

export type IconName = keyof typeof iconPaths;
