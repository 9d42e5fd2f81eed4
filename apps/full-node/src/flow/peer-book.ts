import type { PeerExchange } from '@salvia/network';

/** What the peer exchange handlers ask of discovery: who is known, and who becomes known. */
export type PeerBook = PeerExchange;

/** A peer book that is connected later: handlers are there before the server whose connections it looks at. */
export function createLatePeerBook(): { readonly book: PeerBook; connect(book: PeerBook): void } {
  let connected: PeerBook | null = null;
  const use = (): PeerBook => {
    if (connected === null) throw new Error('a peer was heard before the server was made');
    return connected;
  };
  return {
    book: {
      answer: (peer) => use().answer(peer),
      fromFullNode: (peers, peer) => use().fromFullNode(peers, peer),
      fromIntroducer: (peers, peer) => use().fromIntroducer(peers, peer),
    },
    connect(book) {
      connected = book;
    },
  };
}
