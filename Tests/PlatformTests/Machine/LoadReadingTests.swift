import Glibc
import Testing

@testable import Platform

/// Files of `/proc` and of control groups as real machines had them, and as this one has them.
@Suite("What the machine does")
struct LoadReadingTests {
  /// The example of the kernel's own documentation (filesystems/proc.rst), and a virtual machine with Linux 6.18.
  private static let stat = """
    cpu  237902850 368826709 106375398 1873517540 1135548 0 14507935 0 0 0
    cpu0 60045249 91891769 26331539 468411416 495718 0 5739640 0 0 0
    intr 8688370575 8 3373 0 0 0
    """
  private static let virtual = "cpu  1571386 2888920 1250520 1493054 47869 0 11367 5108 0 0\ncpu0 1 2\n"

  @Test("is read from the first line of /proc/stat")
  func processors() throws {
    let tick = 1 / ProcessorTimes.ticksPerSec
    let times = try #require(ProcessorTimes.parse(Array(Self.stat.utf8)))
    #expect(times.busySecs.isAbout(727_612_892 * tick))
    #expect(times.ioWaitSecs.isAbout(1_135_548 * tick))
    #expect(times.totalSecs.isAbout(2_602_265_980 * tick))
    let stolen = try #require(ProcessorTimes.parse(Array(Self.virtual.utf8)))
    #expect(stolen.busySecs.isAbout(5_722_193 * tick) && stolen.totalSecs.isAbout(7_268_224 * tick))
    for text in ["", "cpu  1 2 3\n", "cpu0 1 2 3 4 5 6 7 8\n", "cpu  a b c d e f g h\n"] {
      #expect(ProcessorTimes.parse(Array(text.utf8)) == nil)
    }
  }

  @Test("is read from the total of what holds some up")
  func pressure() {
    let both = """
      some avg10=29.59 avg60=6.95 avg300=1.72 total=758816135
      full avg10=6.44 avg60=1.56 avg300=0.53 total=336208115

      """
    #expect(Pressure.parse(Array(both.utf8)) == 758.816135)
    // Linux before 5.13 has no second line for processors.
    #expect(Pressure.parse(Array("some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n".utf8)) == 0)
    for text in ["", "full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n", "some avg10=0.00\n"] {
      #expect(Pressure.parse(Array(text.utf8)) == nil)
    }
  }

  @Test("is read from what a control group has used")
  func group() throws {
    let text = """
      usage_usec 57246246834
      user_usec 44626297914
      system_usec 12619948920
      nice_usec 28909930730

      """
    #expect(OwnUse.parse(Array(text.utf8)) == 57246.246834)
    #expect(OwnUse.parse(Array("user_usec 1\n".utf8)) == nil)
    var missing = OwnUse(group: Path("/sys/fs/cgroup/no-such-group"))
    #expect(failure { try missing.secs() } == ENOENT)
  }

  @Test("is read from a process with any name")
  func process() {
    let line = """
      4242 (a) b (c 1 2 3) S 1 4242 4242 0 -1 4194560 2150 99 0 0 17 23 101 202 39 19 1 0 8250 2 3 4\n
      """
    #expect(ProcessTree.Times.parse(line) == ProcessTree.Times(own: 40, reaped: 303))
    #expect(ProcessTree.Times.parse("") == nil && ProcessTree.Times.parse("1 (x) S 1 2") == nil)
  }

  @Test("adds up to what this machine has done since it was started")
  func live() throws {
    var meter = LoadMeter(group: nil)
    let before = meter.sample()
    burn(secs: 0.3)
    let after = meter.sample()
    let (from, to) = (try before.processors.get(), try after.processors.get())
    #expect(to.busySecs - from.busySecs > 0.15 && to.busySecs <= to.totalSecs)
    var uptime = timespec()
    clock_gettime(CLOCK_BOOTTIME, &uptime)
    #expect(to.totalSecs < Double(uptime.tv_sec + 10) * Double(sysconf(Int32(_SC_NPROCESSORS_CONF))))
    #expect(try (0.25..<20).contains(after.ownSecs.get() - before.ownSecs.get()))
    for pressure in Pressure.allCases {
      guard case .success(let stalled)? = before.stalledSecs[pressure] else {
        let error = try #require(failure { try pressure.stalledSecs() })
        #expect([ENOENT, EOPNOTSUPP].contains(error))
        continue
      }
      #expect(try stalled <= #require(after.stalledSecs[pressure]).get())
    }
  }

  @Test("is the sum of processes that come, go and are missed for a moment, and never less than it was")
  func steady() {
    var total = SteadyTotal()
    // A use that was missed once comes back; after one that is lost for good, all that follows counts from there.
    let readings: [Double?] = [5, 8, 2, nil, 9, 1, 1, 1, 2, 4]
    #expect(readings.map { total.take($0) } == [5, 8, 8, 8, 9, 9, 9, 9, 10, 12])
  }
}

extension Double {
  fileprivate func isAbout(_ other: Double) -> Bool { abs(self - other) < 1e-3 }
}

/// Uses a processor.
func burn(secs: Double) {
  func used() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = used()
  while used() - start < secs {}
}
