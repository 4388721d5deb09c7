/// The film whose parts are asked for: 100 MB, as in the targets.
export const film = ({ content }) => content.file('film.mp4', 100 * 1024 * 1024);
