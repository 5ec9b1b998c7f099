/** Some types of events as the server names them, for the tests of the scripts. */
export const SYMBOLS = [
  { type: 'shelling', plural: 'shelling', label: 'Shelling' },
  { type: 'drone', plural: 'drones', label: 'Drone' },
  { type: 'missile', plural: 'missiles', label: 'Missile' },
  { type: 'other', plural: 'of other types', label: 'Other' },
];
