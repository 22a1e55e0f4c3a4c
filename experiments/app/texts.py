"""The page's own words, each in Chinese and English."""

from __future__ import annotations

from sim.say import Text

PAGE = {
    "title": Text(zh="集团化办学仿真", en="edugroup"),
    "case": Text(zh="案例", en="Case"),
    "seed": Text(zh="种子", en="Seed"),
    "reforms": Text(zh="实施改革", en="Reforms"),
    "compare": Text(zh="对照两个世界", en="Two worlds"),
    "reset": Text(zh="重置", en="Reset"),
    "reset_about": Text(zh="从第一天重新开始", en="begin again on the first day"),
    "step": Text(zh="一学期", en="Step"),
    "step_about": Text(zh="前进一学期（按 .）", en="one term (key .)"),
    "a_year": Text(zh="一年", en="Year"),
    "play": Text(zh="播放", en="Play"),
    "pause": Text(zh="暂停", en="Pause"),
    "go_to": Text(zh="到", en="Go to"),
    "pace": Text(zh="速度", en="Pace"),
    "every": Text(zh="每几学期一图", en="Draw every"),
    "day_one": Text(zh="第一天", en="first day"),
    "after": Text(zh="{term}末", en="end of {term}"),
    "per_second": Text(zh="学期/秒", en="terms/s"),
    "fastest": Text(zh="最快", en="fastest"),
    "building": Text(zh="正在建立……", en="building …"),
    "playing": Text(zh="播放中", en="playing"),
    "going": Text(zh="进行中……", en="working …"),
    "dark": Text(zh="深色", en="Dark"),
    "light": Text(zh="浅色", en="Light"),
    "other_language": Text(zh="切换语言", en="switch the language"),
    "link": Text(zh="复制链接", en="Copy link"),
    "copied": Text(zh="已复制", en="Copied"),
    "download": Text(zh="下载……", en="Download …"),
    "case_file": Text(zh="案例文件", en="case file"),
    "command": Text(zh="命令", en="command"),
    "controls": Text(zh="参数", en="Controls"),
    "world": Text(zh="世界{which}", en="World {which}"),
    "with_reforms": Text(zh="实施改革", en="with reforms"),
    "without_reforms": Text(zh="不实施改革", en="without reforms"),
    "n_changed": Text(zh="改动{n}项", en="{n} changed"),
    "minus_of": Text(zh="{measure}：B−A", en="{measure}: B − A"),
    "wan_of_year": Text(zh="{year} [万元]", en="{year} [10,000 yuan]"),
    "met_by": Text(zh="{share}%", en="{share} %"),
    "search": Text(zh="搜索参数……", en="search parameters …"),
    "changed": Text(zh="已改动", en="Changed"),
    "first_day": Text(zh="第一天起", en="from the first day"),
    "undo": Text(zh="撤回", en="take back"),
    "on": Text(zh="开关", en="on or off"),
    "allowed": Text(zh="允许", en="allowed"),
    "source": Text(zh="来源", en="source"),
    "nothing_found": Text(zh="没有这样的参数", en="no parameter of that name"),
    "zoom_in": Text(zh="放大", en="zoom in"),
    "zoom_out": Text(zh="缩小", en="zoom out"),
    "whole": Text(zh="全图", en="whole map"),
    "map_about": Text(zh="方向键选学校，+ 和 - 缩放", en="arrow keys choose a school, + and - zoom"),
    "pupils": Text(zh="名学生", en="pupils"),
    "yes": Text(zh="是", en="yes"),
    "no": Text(zh="否", en="no"),
    "core": Text(zh="核心校", en="core school"),
    "partner": Text(zh="合作机构", en="partner institution"),
    "moves_of_year": Text(zh="本学年的教师流动：", en="teachers' moves of this school year:"),
    "by_pupils": Text(zh="大小按学生数", en="size by pupils"),
    "save": Text(zh="保存", en="save"),
    "difference": Text(zh="差", en="difference"),
    "no_year_yet": Text(zh="学年结束后有第一个值", en="the first value comes at the end of a school year"),
    "measure": Text(zh="着色", en="Colour"),
    "all_districts": Text(zh="全市", en="all districts"),
    "district": Text(zh="区", en="District"),
    "scale": Text(zh="色标", en="Scale"),
    "scale_first": Text(zh="按首日固定", en="as on the first day"),
    "scale_each": Text(zh="随每图变化", en="as in each picture"),
    "scale_own": Text(zh="自定", en="as set"),
    "rescale": Text(zh="重定色标", en="rescale"),
    "rescale_about": Text(zh="按现在的值重定色标，此后不变", en="fit the colours to the values of now, and keep them"),
    "lines": Text(zh="显示", en="Show"),
    "all_lines": Text(zh="全部", en="everything"),
    "without_moves": Text(zh="教师流动以外", en="all but teachers' moves"),
    "hours_asked": Text(zh="教师和管理者投入的小时", en="Hours of teachers and managers"),
    "look_into": Text(zh="查看", en="Look into"),
    "here_only": Text(
        zh="所列为{district}的现行值；改动对全市有效。",
        en="The values are those in force in {district}; a change holds in all districts.",
    ),
    "case_file_of": Text(zh="案例文件：世界{world}", en="case file of world {world}"),
    "stage": Text(zh="学段", en="Stage"),
    "second": Text(zh="第二图", en="Second map"),
    "its_own": Text(zh="按值", en="its own values"),
    "b_minus_a": Text(zh="差（B−A）", en="difference (B − A)"),
    "time": Text(zh="趋势", en="Over time"),
    "school": Text(zh="学校", en="School"),
    "standard": Text(zh="国家标准", en="Standard"),
    "spread": Text(zh="分布", en="Distribution"),
    "money": Text(zh="钱与时间", en="Money"),
    "log": Text(zh="大事记", en="Log"),
    "own": Text(zh="自定义", en="Own"),
    "gap": Text(zh="差距", en="Gap"),
    "click": Text(zh="在地图上点一所学校。", en="Click a school on the map."),
    "stopped": Text(
        zh="服务已中断。重新启动后，本页会按其链接自行恢复。",
        en="The server is gone. Once it is started again this page comes back by its link.",
    ),
    "asleep": Text(
        zh="本页闲置，模型已释放；任何操作都会原样重建。",
        en="This page was idle and its model was let go of; whatever you do makes it again as it was.",
    ),
    "schools_meet": Text(zh="达标学校", en="schools that meet it"),
    "indicator": Text(zh="指标", en="Indicator"),
    "threshold": Text(zh="标准", en="least"),
    "cv": Text(zh="差异系数", en="CV"),
    "limit": Text(zh="限值", en="limit"),
    "standard_about": Text(
        zh="优质均衡（2017）：按编制，生均或每百名学生；差异系数小学不高于0.50，初中不高于0.45。",
        en="Quality balance (2017), by register, per pupil or per 100 pupils; CV at most 0.50 (primary), 0.45 (junior).",
    ),
    "item": Text(zh="项目", en="Item"),
    "wan": Text(zh="万元", en="10,000 yuan"),
    "instrument": Text(zh="工具", en="Instrument"),
    "people": Text(zh="人数", en="People"),
    "hours": Text(zh="小时", en="Hours"),
    "spent": Text(zh="{year}支出", en="Spent in {year}"),
    "none_yet": Text(zh="还没有。", en="None yet."),
    "kind": Text(zh="类型", en="Kind"),
    "level": Text(zh="第一天的办学水平", en="First-day standing"),
    "class_size": Text(zh="平均班额", en="Pupils of a class"),
    "of_classes": Text(zh="{mean}（{n}个班）", en="{mean} ({n} class{n:|es})"),
    "management": Text(zh="管理水平[标准差/年]", en="Management [SD/year]"),
    "reputation": Text(zh="声誉[标准差]", en="Reputation [SD]"),
    "passed": Text(zh="达到国家标准", en="Meets the standard"),
    "staff": Text(zh="教师（按任教学校）", en="Teachers who work here"),
    "rank": Text(zh="职称", en="Title"),
    "all": Text(zh="合计", en="all"),
    "indicators": Text(zh="国家指标（按编制）", en="National indicators, by register"),
    "history": Text(zh="历年", en="Year by year"),
    "year": Text(zh="学年", en="Year"),
    "roll": Text(zh="学生", en="Pupils"),
    "score": Text(zh="成绩", en="Score"),
    "backbone": Text(zh="骨干", en="Backbone"),
    "load": Text(zh="周课时", en="Lessons"),
    "groups": Text(zh="所属集团与联盟", en="Groups and other units"),
    "unit": Text(zh="名称", en="Unit"),
    "role": Text(zh="角色", en="Role"),
    "form": Text(zh="形式", en="Form"),
    "member": Text(zh="成员校", en="member"),
    "people_here": Text(zh="教师（点姓名看经历）", en="Teachers (choose one for the career)"),
    "teacher": Text(zh="教师", en="Teacher"),
    "honour": Text(zh="称号", en="Honour"),
    "experience": Text(zh="教龄", en="Years"),
    "value": Text(zh="增值", en="Value"),
    "trajectories": Text(zh="学生成绩轨迹（抽样）", en="Pupils' scores by grade (a sample)"),
    "grade": Text(zh="年级", en="Grade"),
    "back": Text(zh="返回学校", en="back to the school"),
    "career": Text(zh="经历", en="Career"),
    "moves": Text(zh="流动", en="Moves"),
    "from": Text(zh="由", en="From"),
    "to": Text(zh="到", en="To"),
    "start": Text(zh="开始", en="Begins"),
    "end": Text(zh="结束", en="Ends"),
    "council": Text(zh="议事与部门协同", en="Councils and departments"),
    "ties": Text(zh="关系", en="Ties"),
    "trust": Text(zh="信任", en="Trust"),
    "carries": Text(zh="承载（师资/教研/资源）", en="Carries staff/research/resources"),
    "fund": Text(zh="集团经费[万元]", en="Fund [10,000 yuan]"),
    "tier": Text(zh="建设层级", en="Tier"),
    "layer": Text(zh="层次", en="Layer"),
    "formed": Text(zh="成立", en="Formed"),
    "members": Text(zh="成员数", en="Members"),
    "sent": Text(zh="谁到了哪里", en="Who went where"),
    "teachers": Text(zh="教师数", en="Teachers"),
    "gone": Text(zh="这位教师已离开。", en="This teacher has left the district."),
    "closed": Text(zh="未开办或已停办。", en="Not open."),
    "registered": Text(zh="编制所在校", en="School of register"),
    "works": Text(zh="任教学校", en="Works at"),
    "burnout": Text(zh="倦怠", en="Burnout"),
    "skill": Text(zh="能力", en="Skill"),
}
SECTIONS = {  # of the parameters of processes
    "start": Text(zh="第一天", en="First day"),
    "choice": Text(zh="择校", en="Choice of school"),
    "senior": Text(zh="升入高中", en="Senior schools"),
    "classes": Text(zh="班级", en="Classes"),
    "learning": Text(zh="学习", en="Learning"),
    "teaching": Text(zh="教学", en="Teaching"),
    "time": Text(zh="教师时间", en="Time of teachers"),
    "growth": Text(zh="教师成长", en="Growth of teachers"),
    "development": Text(zh="全面发展", en="All-round development"),
    "careers": Text(zh="教师生涯", en="Careers"),
    "substitutes": Text(zh="代课教师", en="Substitutes"),
    "exchange": Text(zh="交流考评与表彰", en="Appraisal and honours of exchange"),
    "principals": Text(zh="校长", en="Heads of schools"),
    "ties": Text(zh="关系", en="Ties"),
    "cultures": Text(zh="学校文化", en="Cultures of schools"),
    "partners": Text(zh="合作机构", en="Partner institutions"),
    "life_cycle": Text(zh="集团生命周期", en="Life cycle of groups"),
    "finance": Text(zh="经费", en="Finance"),
    "reputation": Text(zh="声誉", en="Reputation"),
    "tests": Text(zh="考试", en="Tests"),
    "council": Text(zh="理事会与领导小组", en="Councils and the leading group"),
    "support": Text(zh="课后辅导", en="Help after school"),
    "adoption": Text(zh="技术采纳", en="Use of technology"),
    "platform": Text(zh="智慧平台", en="Platform of diagnostics"),
    "open_school": Text(zh="名校网络课堂", en="Open school"),
    "visits": Text(zh="督导视导", en="Visits of inspectors"),
    "satisfaction": Text(zh="满意度", en="Satisfaction"),
    "standing": Text(zh="集团评级与验收", en="Standing of groups"),
    "home": Text(zh="家校共育", en="Work with families"),
    "guidance": Text(zh="学生指导", en="Guidance of pupils"),
    "twin": Text(zh="双培", en="Twin training"),
    "across": Text(zh="跨学段任教", en="Teaching at another stage"),
    "building": Text(zh="扩建", en="Building"),
    "chasing": Text(zh="应试倾向", en="Score-chasing"),
    "gifts": Text(zh="社会捐赠与志愿者", en="Gifts and volunteers"),
    "bases": Text(zh="校外基地", en="Bases outside school"),
}
FORM = Text(zh="形式：", en="Form of tie: ")
ROLES = (
    Text(zh="集团外", en="outside groups"),
    Text(zh="核心校", en="core school"),
    Text(zh="成员校", en="member school"),
)


# What happened in a term.
REFORM = Text(zh="政策生效：{name}", en="Reform in force: {name}")
EVENT = Text(zh="{what}：{about}", en="{what}: {about}")
SET = Text(zh="设定：{what} = {value}", en="Set: {what} = {value}")
MORE_SET = Text(zh="另有{n}项设定", en="and {n} more setting{n:|s}")
OPENED = Text(zh="{school}开办", en="{school} opened")
CLOSED = Text(zh="{school}停办", en="{school} closed")
MERGED = Text(zh="{school}停办，并入{into}", en="{school} closed, merged into {into}")
FORMED = Text(zh="{group}成立，核心校{core}，成员校{n}所", en="{group} formed: core school {core}, {n} member{n:|s}")
DISSOLVED = Text(zh="{group}撤销", en="{group} dissolved")
JOINED = Text(zh="{school}以{form}加入{group}", en="{school} joined {group} by a tie of the form {form}")
LEFT = Text(zh="{school}退出{group}", en="{school} left {group}")
NEW_FORM = Text(zh="{school}的关系改为{form}", en="The tie of {school} took the form {form}")
SENT = Text(
    zh="{sender}向{receivers}派出{n}名教师{backbone}：{kind}",
    en="{sender} sent {n} teacher{n:|s}{backbone} to {receivers}: {kind}",
)
BACKBONE = Text(zh="（骨干{n}名）", en=" ({n} backbone)")
SEVERAL = Text(zh="{names}及另外{more}所学校", en="{names} and {more} more")
STANDARD = Text(
    zh="新达到国家标准{gained}所，不再达标{lost}所",
    en="{gained} more school{gained:|s} met the national standard, {lost} no longer did",
)
OWN_CHANGE = Text(zh="本人的改动", en="change of one's own")
SAVED = Text(
    zh="由浏览器页面保存；edugroup run 加本文件名可重新运行",
    en="Saved from the browser; edugroup run with the name of this file runs it again",
)
WHICH_WORLD = Text(zh="世界（A 或 B）", en="world: A or B")  # head of a column
SAVE_FIRST = Text(
    zh="先把该世界的案例文件存为{file}（页面：下载、案例文件）",
    en="first save the case file of this world as {file} (on the page: Download, case file)",
)

# What is refused.
NO_CASE_HERE = Text(zh="这里没有案例“{name}”；可选：{known:or}", en="there is no case '{name}' here; allowed: {known}")
LONG_ADDRESS = Text(
    zh="网址有{n:,}个字符；至多{most:,}个", en="the address has {n:,} characters; allowed: at most {most:,}"
)
ADDRESS_NUMBER = Text(
    zh="网址：{key} = “{text}”超出范围；可为{low}至{high:,}",
    en="address: {key} = '{text}' is out of range; allowed: {low} to {high:,}",
)
ADDRESS_CHOICE = Text(
    zh="网址：{key} = “{text}”无法识别；可选：{known:or}", en="address: {key} = '{text}' is not known; allowed: {known}"
)
ADDRESS_SCALE = Text(
    zh="网址：{key} = “{text}”不是色标；可为 each，或由小到大的两个数，例如 60~80",
    en="address: {key} = '{text}' is no scale; allowed: each, or two numbers, the lower first, such as 60~80",
)
ADDRESS_CHANGE = Text(
    zh="网址：{key} = “{text}”不是日期和值，例如 2023-09 rotation.on=false",
    en="address: {key} = '{text}' is not a date and a value, such as 2023-09 rotation.on=false",
)
OUT_OF_RANGE = Text(
    zh="{name} = “{text}”超出范围；可为{low}至{high:,}的整数",
    en="{name} = '{text}' is out of range; allowed: a whole number from {low} to {high:,}",
)
NO_VALUE = Text(
    zh="{name} = “{text}”不是值；请写数，例如 0.2", en="{name} = '{text}' is not a value; write a number such as 0.2"
)
UNKNOWN_PARAMETER = Text(zh="没有参数“{name}”{hint}", en="unknown parameter '{name}'{hint}")
NO_SLIDER = Text(
    zh="{name} 既不是有范围的数，也不是开关；请作为参数传给模型",
    en="{name} is neither a number with a range nor a switch; hand it to the model",
)
NO_WORLD = Text(zh="现在没有世界{name}", en="there is no world {name} now")
NOTHING_OPEN = Text(zh="还没有打开任何案例", en="nothing is open yet")
UNKNOWN_ACT = Text(zh="这里做不到“{what}”", en="'{what}' is nothing that can be done here")
FAILED = Text(
    zh="模型内部出错；服务的输出有说明。重置可重新开始",
    en="something failed in the model; the server's output says what. Reset begins again",
)
FULL = Text(
    zh="已有{n}个会话在用；至多{n}个。请关闭本服务的另一个页面，或稍候，再刷新",
    en="{n} sessions are open; allowed: at most {n}. Close another page of this server, or wait, and reload",
)
NO_MEMORY = Text(
    zh="已占用内存{used:,.0f} MB；至多{most:,.0f} MB。请关闭本服务的另一个页面，或稍候，再刷新",
    en="{used:,.0f} MB are in use; allowed: at most {most:,.0f} MB. Close another page of this server, or wait, and reload",
)
NOT_INSTALLED = Text(
    zh="尚未安装浏览器页面所需的库；请运行 make app，或 pip install 'edugroup[app]'",
    en="the browser's libraries are not installed; write: make app, or: pip install 'edugroup[app]'",
)
NO_COMPONENTS_FILE = Text(
    zh="{file}：没有此文件；--components 须是含有列表 components 的 Python 文件",
    en="{file}: no such file; --components names a Python file with a list 'components'",
)
NO_COMPONENTS = Text(
    zh="{file}：没有列表 components；可写 components = [make_plot_component(…)]",
    en="{file}: holds no list 'components'; write components = [make_plot_component('mean_score')]",
)
BAD_COMPONENTS = Text(zh="{file}：{kind}：{why}", en="{file}: {kind}: {why}")
NO_PORT = Text(
    zh="无法在 {host} 的端口 {port} 提供服务：{why}；请用 --port 另选",
    en="nothing can be served at {host}, port {port}: {why}; choose another with --port",
)
OPEN_TO_ALL = Text(
    zh="{host} 对其他机器开放：能连到本机端口 {port} 的人都可在此运行模型，无需密码；但不能读文件，也不能运行自己的代码",
    en="{host} is open to other machines: whoever reaches port {port} of this one can run the model here, without a password; "
    "they can read no files and run no code of their own",
)
AT = Text(zh="请在浏览器中打开 {url} ；按 Ctrl-C 结束", en="open {url} in a browser; Ctrl-C ends it")
DAMAGED_CASE = Text(
    zh="{folder} 中的案例“{case}”已损坏，无法显示该次运行",
    en="the case '{case}' in {folder} is damaged: the run cannot be shown",
)
