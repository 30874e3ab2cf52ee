extension ElementNode {
  /// The numbers of Matroska's elements (RFC 9559, table 53).
  enum ID {
    static let segment: UInt32 = 0x1853_8067, cluster: UInt32 = 0x1f43_b675
    static let seekHead: UInt32 = 0x114d_9b74, seek: UInt32 = 0x4dbb, seekID: UInt32 = 0x53ab,
      seekPosition: UInt32 = 0x53ac
    static let info: UInt32 = 0x1549_a966, title: UInt32 = 0x7ba9
    static let void: UInt32 = 0xec, checksum: UInt32 = 0xbf, cues: UInt32 = 0x1c53_bb6b
    static let tracks: UInt32 = 0x1654_ae6b, track: UInt32 = 0xae, trackUID: UInt32 = 0x73c5,
      trackType: UInt32 = 0x83, codec: UInt32 = 0x86, codecName: UInt32 = 0x25_8688, audio: UInt32 = 0xe1,
      bitDepth: UInt32 = 0x6264
    static let name: UInt32 = 0x536e, language: UInt32 = 0x22_b59c, fullLanguage: UInt32 = 0x22_b59d
    static let codecDelay: UInt32 = 0x56aa, seekPreRoll: UInt32 = 0x56bb
    static let enabled: UInt32 = 0xb9
    /// Default, forced, for those who do not hear or see well, described, original, commentary.
    static let flags: [UInt32] = [0x88, 0x55aa, 0x55ab, 0x55ac, 0x55ad, 0x55ae, 0x55af]
    static let attachments: UInt32 = 0x1941_a469, file: UInt32 = 0x61a7, fileUID: UInt32 = 0x46ae
    static let chapters: UInt32 = 0x1043_a770, edition: UInt32 = 0x45b9, editionHidden: UInt32 = 0x45bd,
      editionDisplay: UInt32 = 0x4520, editionString: UInt32 = 0x4521
    static let chapter: UInt32 = 0xb6, chapterStart: UInt32 = 0x91, chapterHidden: UInt32 = 0x98,
      chapterEnabled: UInt32 = 0x4598, display: UInt32 = 0x80, displayString: UInt32 = 0x85,
      displayLanguage: UInt32 = 0x437c, displayFullLanguage: UInt32 = 0x437d, displayCountry: UInt32 = 0x437e
    static let tags: UInt32 = 0x1254_c367, tag: UInt32 = 0x7373, targets: UInt32 = 0x63c0,
      targetValue: UInt32 = 0x68ca, targetType: UInt32 = 0x63ca
    static let tagTrack: UInt32 = 0x63c5, tagEdition: UInt32 = 0x63c9, tagChapter: UInt32 = 0x63c4,
      tagAttachment: UInt32 = 0x63c6
    static let simple: UInt32 = 0x67c8, tagName: UInt32 = 0x45a3, tagString: UInt32 = 0x4487,
      tagBinary: UInt32 = 0x4485, tagLanguage: UInt32 = 0x447a, tagFullLanguage: UInt32 = 0x447b
  }
}
