import TestSupport
import Testing

@testable import Media

/// A transport stream, packet by packet.
struct Transport {
  static let video: UInt16 = 256
  var packets: [[UInt8]] = []
  private var counters: [UInt16: UInt8] = [:]

  /// One packet of a stream.
  mutating func packet(
    _ pid: UInt16, _ payload: [UInt8], starts: Bool = false, isKey: Bool = false, isNew: Bool = false
  ) {
    let counter = counters[pid, default: 0]
    counters[pid] = (counter + 1) & 0x0f
    let room = 184 - payload.count
    var adaptation: [UInt8] = []
    if room == 1 {
      adaptation = [0]
    } else if room > 1 || isKey || isNew {
      let flags: UInt8 = (isNew ? 0x80 : 0) | (isKey ? 0x40 : 0)
      let length = max(room - 1, 1)
      adaptation = [UInt8(length), flags] + Array(repeating: 0xff, count: length - 1)
    }
    let head: [UInt8] = [
      0x47, (starts ? 0x40 : 0) | UInt8(pid >> 8), UInt8(pid & 0xff),
      (adaptation.isEmpty ? 0x10 : 0x30) | counter,
    ]
    packets.append(Array((head + adaptation + payload).prefix(188)))
  }

  /// A frame in so many bytes; with its length in its header if it says so.
  mutating func frame(_ count: Int, isKey: Bool = false, says length: Int? = nil, pid: UInt16 = video) {
    let said = length ?? 0
    let header: [UInt8] = [0, 0, 1, pid == Self.video ? 0xe0 : 0xc0, UInt8(said >> 8), UInt8(said & 0xff)]
    var rest = (header + Array(repeating: 0xaa, count: count))[...]
    var starts = true
    while !rest.isEmpty {
      let room = starts && isKey ? 182 : 184
      packet(pid, Array(rest.prefix(room)), starts: starts, isKey: starts && isKey)
      rest = rest.dropFirst(room)
      starts = false
    }
  }

  /// A recording of its own, whose counters begin anew.
  mutating func beginsAnew() { counters = [:] }

  func scan() -> ContinuityScan {
    var scan = ContinuityScan()
    for packet in packets { scan.add(packet[...]) }
    scan.finish()
    return scan
  }
}

@Suite("A transport stream's counters")
struct ContinuityScanTests {
  /// A table now and then, three frames, and sound between them.
  private func recording(_ stream: inout Transport) {
    stream.packet(0, Array(repeating: 0, count: 184), starts: true)
    for number in 0..<3 {
      stream.frame(1000 + number, isKey: number == 0)
      stream.frame(300, says: 300, pid: 257)
    }
  }

  @Test("that go on say that nothing is missing, at any point of them")
  func whole() {
    var stream = Transport()
    for _ in 0..<20 { recording(&stream) }
    stream.packet(0x1fff, [])
    let scan = stream.scan()
    #expect(scan.loss == nil && scan.steps == 0)
  }

  @Test("that begin anew where a recording ends say that nothing is missing")
  func joined() {
    var stream = Transport()
    recording(&stream)
    stream.beginsAnew()
    recording(&stream)
    let scan = stream.scan()
    #expect(scan.loss == nil && scan.steps == 2)
  }

  @Test("that are said to begin anew are believed")
  func said() {
    var stream = Transport()
    stream.frame(500)
    stream.beginsAnew()
    stream.beginsAnew()
    stream.packet(Transport.video, [0, 0, 1, 0xe0, 0, 0], starts: true, isNew: true)
    #expect(stream.scan().loss == nil)
  }

  @Test("show every packet that is missing, but those of which nobody can tell at the end")
  func missing() {
    var stream = Transport()
    for _ in 0..<4 { recording(&stream) }
    for place in stream.packets.indices {
      let pid = UInt16(stream.packets[place][1] & 0x1f) << 8 | UInt16(stream.packets[place][2])
      let isLast = !stream.packets[(place + 1)...].contains {
        $0[2] == UInt8(pid & 0xff) && $0[1] & 0x1f == pid >> 8
      }
      // Tables are said again and again.
      if pid == 0 { continue }
      var cut = stream
      cut.packets.remove(at: place)
      let isFirst = !stream.packets[..<place].contains {
        $0[1] & 0x1f == pid >> 8 && $0[2] == UInt8(pid & 0xff)
      }
      if isFirst || isLast && pid == Transport.video { continue }
      #expect(cut.scan().loss != nil, "packet \(place) of \(stream.packets.count)")
    }
  }

  @Test("do not hide a recording that stopped in the middle of a frame, nor one that goes on in the middle")
  func torn() {
    var stopped = Transport()
    recording(&stopped)
    stopped.frame(1840)
    stopped.packets.removeLast()
    stopped.beginsAnew()
    recording(&stopped)
    #expect(stopped.scan().loss != nil)
    var begun = Transport()
    recording(&begun)
    begun.beginsAnew()
    begun.beginsAnew()
    begun.frame(500)
    #expect(begun.scan().loss != nil)
  }

  @Test("are read in any bytes at all")
  func anything() {
    var draw = SplitMix(state: 7)
    for _ in 0..<3000 {
      var stream = Transport()
      recording(&stream)
      for _ in 0..<Int.random(in: 1...40, using: &draw) {
        let place = Int.random(in: stream.packets.indices, using: &draw)
        stream.packets[place][Int.random(in: 1..<188, using: &draw)] = .random(in: 0...255, using: &draw)
      }
      let scan = stream.scan()
      #expect(scan.steps >= 0)
    }
    #expect(ContinuityScan.form([]) == nil && ContinuityScan.form(Array(repeating: 0, count: 4096)) == nil)
    let packet = [UInt8(0x47)] + Array(repeating: UInt8(0), count: 187)
    let packets = Array(repeating: packet, count: 10).flatMap { $0 }
    #expect(ContinuityScan.form([1, 2, 3] + packets).map { [$0.first, $0.stride] } == [3, 188])
    let stamped: [UInt8] = [0, 0, 0, 0] + packet
    let long = Array(repeating: stamped, count: 10).flatMap { $0 }
    #expect(ContinuityScan.form(long).map { [$0.first, $0.stride] } == [4, 192])
  }
}
