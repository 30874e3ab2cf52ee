import Configuration
import Encoding
import Ledger
import Media
import Planning
import Platform
import Verification

extension MediaTools {
  /// Returns the encoders for the codec of these rules in order, each with its check, up to the first one
  /// that works here.
  ///
  /// Where that one is to be left out, as `retry` or a failed job found, those after it are tried as well; and where it
  /// has to keep HDR10+, it is tried with that too.
  func capabilities(
    for rules: Rules, _ ledger: Ledger, remember: Bool, excluding: Set<String> = [], hdr10Plus: Bool = false
  ) async throws -> Capabilities {
    var capabilities = Capabilities(
      ffmpegVersion: ffmpeg.version, ffmpegMajor: ffmpeg.major, sourceTimeBase: ffmpeg.sourceTimeBase,
      whyNot: [:])
    for row in EncoderRow.rows(for: rules) where !excluding.contains(row.id) {
      var check = try await check(row, ledger, remember: remember)
      capabilities.whyNot[row.id] = .some(check.whyNot)
      capabilities.versions[row.id] = check.version
      if hdr10Plus, check.usable {
        check = try await lightCheck(row, ledger, remember: remember)
        capabilities.whyNot[row.id] = .some(check.whyNot)
        if check.usable { capabilities.keepHDR10Plus.insert(row.id) }
      }
      if check.usable { break }
    }
    return capabilities
  }

  /// Returns the check of an encoder: of this run, else of an earlier one that saw it work, else of a new
  /// trial. A failure counts for this run only; a machine short of memory for a moment must not lose its best
  /// encoder for good.
  private func check(_ row: EncoderRow, _ ledger: Ledger, remember: Bool) async throws -> EncoderCheck {
    try await check(row, as: row.id, ledger, remember: remember) { try await tried(row) }
  }

  /// The same of its way with HDR10+.
  private func lightCheck(_ row: EncoderRow, _ ledger: Ledger, remember: Bool) async throws -> EncoderCheck {
    try await check(row, as: "\(row.id) hdr10_plus", ledger, remember: remember) {
      let whyNot = try await trial.whyNoHDR10Plus(row)
      return EncoderCheck(usable: whyNot == nil, detail: whyNot ?? "")
    }
  }

  private func check(
    _ row: EncoderRow, as name: String, _ ledger: Ledger, remember: Bool,
    _ tried: () async throws -> EncoderCheck
  ) async throws -> EncoderCheck {
    if let known = await findings.known[name] { return known }
    let earlier = try await ledger.encoderCheck(name, tool: key(row))
    let check: EncoderCheck
    if let earlier, earlier.usable {
      check = earlier
    } else {
      check = try await tried()
      if remember { try await ledger.save(check, encoder: name, tool: key(row)) }
    }
    await findings.note(check, of: name)
    return check
  }

  /// Tries an encoder again that failed in a job, remembers what was found, and returns whether it works.
  func retry(_ encoder: String, _ ledger: Ledger) async throws -> Bool {
    guard let row = EncoderRow.named(encoder) else { return false }
    let check = try await tried(row)
    try await ledger.save(check, encoder: row.id, tool: key(row))
    await findings.note(check, of: row.id)
    return check.usable
  }

  private func tried(_ row: EncoderRow) async throws -> EncoderCheck {
    let finding = try await trial.finding(row)
    return EncoderCheck(usable: finding.whyNot == nil, detail: finding.whyNot ?? finding.version ?? "")
  }

  /// Returns the key under which a finding holds: these binaries, and for hardware this device and its driver.
  private func key(_ row: EncoderRow) -> String {
    let devices = GraphicsDevices()
    switch row.device {
    case nil: return identity.text
    case .dri: return "\(identity.text)|\(devices.renderIdentity)"
    case .nvidia: return "\(identity.text)|\(devices.nvidiaIdentity)"
    }
  }
}

/// The findings of this run about encoders.
actor EncoderFindings {
  private(set) var known: [String: EncoderCheck] = [:]

  func note(_ check: EncoderCheck, of encoder: String) { known[encoder] = check }
}
