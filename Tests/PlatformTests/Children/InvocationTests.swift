import Platform
import Testing

@Suite("Tool invocations")
struct InvocationTests {
  @Test(
    "are shown as a person would type them",
    arguments: [
      (["-i", "/a/b.mkv"], "/bin/t -i /a/b.mkv"), (["a b", ""], "/bin/t 'a b' ''"),
      (["it's"], #"/bin/t 'it'\''s'"#),
      (["$(id)", "a\nb"], #"/bin/t '$(id)' $'a\x0ab'"#), (["*"], "/bin/t '*'"),
    ])
  func commandLine(arguments: [String], shown: String) {
    #expect(
      ShellCommand([Array("/bin/t".utf8)] + ToolInvocation(Path("/bin/t"), arguments).arguments).text == shown
    )
  }

  @Test(
    "find their program",
    arguments: [
      ("sh", "/nowhere:/bin:/usr/bin", "/bin/sh"), ("sh", "/nowhere", nil), ("/bin/sh", "", "/bin/sh"),
      ("/etc/passwd", "/bin", nil), ("./sh", "/bin", nil), ("no-such-tool", "/bin:/usr/bin", nil),
    ] as [(String, String, String?)])
  func find(program: String, searchPath: String, found: String?) {
    #expect(Launcher.find(program, searchPath: searchPath) == found.map { Path($0) })
  }
}
