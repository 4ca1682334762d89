/** What the scenarios put into pages, or find there. */
interface Window {
  /** What `holdOffers` holds back. */
  heldMessages: (() => void)[];
  holdOffers(): void;
  releaseOffers(): void;
  /** These: see `prepareWindow`. */
  peerConnections: RTCPeerConnection[];
  arrived(): Promise<{
    frames: number;
    videoBytes: number;
    audioBytes: number;
    audioEnergy: number;
  }>;
  /** What `noteArrivals` notes. */
  arrivals: { picture: number[]; sound: number[]; unsaid: number };
  visibleText(): string;
  statuses: string[];
  /** See `prepareSenses`. */
  told: string[];
  handRests: boolean;
  /** What `holdAnswers` let through. */
  sentTypes: string[];
  /** Kinds of media that cannot be had, and the error that says so. */
  mediaTroubles: [string, string][];
  /** See `prepareMedia`. */
  media: { held: boolean; asked: number; tracks: MediaStreamTrack[]; release(): void };
  /** See `prepareDeviceList`. */
  deviceList: { hidden: string; read(): Promise<MediaDeviceInfo[]> };
  /** See `prepareBare`. */
  bareStream: MediaStream;
  /** See `noteTimes` in `natlab/opening.test.js`. */
  openingTimes: { painted: number; welcome: number; usable: number };
  /** The page's own words about itself. */
  duologue: {
    state: { state: string; [field: string]: unknown };
    stats(): Promise<import('../../web/src/rtc/stats.js').StatsSummary | undefined>;
    log: { at: number; level: string; code: string; params: Record<string, string | number> }[];
  };
}
