// What is asked for in more than one scenario.

/// The film of 100 MB of the targets.
export const film = ({ content }) => content.file('film.mp4', 100 * 1024 * 1024);

export const smallFile = ({ content }) => content.file('small.bin', 1024);
