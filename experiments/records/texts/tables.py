"""What is said of tables as they are put together: lines left out, parts, school years, places."""

from __future__ import annotations

from sim.say import Text

# Lines and columns of one table.
CELLS_AND_HEADER = Text(
    zh="有{n}个单元格，而表头有{header}个；是否有文字含分隔符而未加引号？",
    en="has {n} cells and the header {header}; is there a delimiter in a text without quotes?",
)
LEFT = {
    "remarks": Text(zh="{lines}略去：注释", en="{lines} left out as remarks"),
    "totals": Text(zh="{lines}略去：合计或平均", en="{lines} left out as totals or means"),
    "header": Text(zh="{lines}略去：重复的表头", en="{lines} left out: the header once more"),
    "numbers": Text(zh="{lines}略去：列号", en="{lines} left out: numbers of the columns"),
}
FORMULAS = Text(
    zh="{n}个单元格是公式（{at}）；公式从不计算：请改为粘贴数值",
    en="{n} cell{n: holds a formula|s hold formulas} ({at}); formulas are never evaluated: paste the values in their place",
)
NOT_ON_REGISTER = Text(
    zh="略去不在编人员{n}行（{words}）：{lines}",
    en="{n} row{n:|s} left out of people who are not on the register ({words}): {lines}",
)
MERGED = Text(
    zh="合并单元格按其区域的值读取：{columns}，第{rows}行",
    en="merged cells are read with the value of their range: {columns}, rows {rows}",
)
READ_AS_CODE = Text(zh="{column}：读作“{code}”：{words}", en="{column}: read as '{code}': {words}")

# Rows set aside.
NONE_OF_STAGES = Text(
    zh="{lines}略去：{word}不属于小学、初中和幼儿园", en="{lines} left out: {word} is none of 小学, 初中 and 幼儿园"
)
WHOLE_LEFT = Text(
    zh="{lines}略去：所填为含初中以上学段的学校的总数；请为其小学或初中部分单列一行",
    en="{lines} left out: counts of a school that goes on beyond the junior stage; give its part 小学 or 初中 a row with "
    "counts of its own",
)
PART_READ = Text(
    zh="{lines}读作含初中以上学段的学校的{stage}部分；以上的学段略去",
    en="{lines} read as the {stage} part of a school that goes on beyond the junior stage; what lies beyond is left out",
)
PEOPLE_LEFT = {
    "teachers": Text(
        zh="{n}名教师随其被略去的学校一并略去：{lines}",
        en="{n} teachers of schools that are left out are left out with them: {lines}",
    ),
    "pupils": Text(
        zh="{n}名学生随其被略去的学校一并略去：{lines}",
        en="{n} pupils of schools that are left out are left out with them: {lines}",
    ),
}

# Tables in parts.
TABLE_TWICE = Text(zh="有两份{table}表：{places:and}", en="holds the table {table} twice: {places:and}")
ONE_TABLE_WITH = Text(zh="与{others}合为一张表", en="is one table with {others}")
YEARS_OF_PEOPLE = Text(
    zh="有{years}几个学年的表，而学校表没有写明学年",
    en="there are tables of the years {years}, and the schools name no school year",
)
OTHER_YEARS = Text(zh="学年为{year}，未使用：{tables}", en="not used, as the school year is {year}: {tables}")
NO_YEAR_BESIDE = Text(
    zh="没有写明学年，而{other}写明了；请把学年写进名称，如 {example}，或填写学年（year）",
    en="names no school year, and {other} does; put the year into its name, such as {example}, or fill 学年 (year)",
)
STAGE_OF_NAME = Text(zh="按名称，学段为{stage}", en="the stage {stage} as its name says")
YEAR_OF_NAME = Text(zh="按名称，学年为{year}", en="the school year {year} as its name says")
STAGE_AND_YEAR = Text(
    zh="按名称，学段为{stage}，学年为{year}", en="the stage {stage} and the school year {year} as its name says"
)
YEAR_OF_WORDS = Text(
    zh="按表外所写“{words}”，学年为{year}", en="the school year {year} as '{words}' outside the table says"
)

# The whole.
NO_SCHOOL_HERE = Text(
    zh="没有小学、初中和幼儿园学段的学校",
    en="holds no school of the stages 小学, 初中 and 幼儿园",
)
NO_RECORDS = Text(zh="没有学校记录", en="holds no records of schools")
NO_TABLE = Text(
    zh="没有学校表；请将其文件或工作表命名为 学校 或 schools，或参见 edugroup template",
    en="holds no table of schools; name its file or sheet 学校 or schools, or see edugroup template",
)
SCHOOLS = Text(zh="学校表", en="schools")
YEAR_ASKED = Text(
    zh="按文件、工作表的名称或标题为{there}学年；--year 指定{asked}，以后者为准",
    en="are of {there} as the name or title of the file or sheet says; --year says {asked}, which is used",
)
NO_SUCH_YEAR = Text(
    zh="--year {asked}：台账只有{years} [学年，按开始的年份]",
    en="--year {asked}: the records hold {years} [school year, by the year it begins in]",
)
YEAR_EMPTY = Text(
    zh="学年（year）为空，而该表有多个学年", en="the school year (year 学年) is empty, and the table holds several"
)
LAST_YEAR = Text(
    zh="有{years}几个学年；取{year}（可用 --year 另选）",
    en="hold the school years {years}; {year} is used (--year chooses another)",
)
TWO_GROUPS = Text(zh="学校 {school} 属于两个集团：{values}", en="school {school} is in two groups: {values}")
TWO_VALUES = Text(
    zh="学校 {school} 的{column}有两个值：{values}", en="school {school} has two values of {column}: {values}"
)

# Places.
EXPECTED = Text(
    zh="经度{lon_low:g}至{lon_high:g}、纬度{lat_low:g}至{lat_high:g}，单位为十进制度（WGS84 或 CGCS2000）；其他地方的区县请不填经纬度，"
    "改填{x}和{y}，即相对自选原点的公里数",
    en="longitude {lon_low:g} to {lon_high:g} and latitude {lat_low:g} to {lat_high:g}, in decimal degrees (WGS84 or CGCS2000); "
    "for a county elsewhere leave both out and give {x} and {y} in km from a point of your choice",
)
SWAPPED = Text(
    zh="经度（lon）{lon:g}、纬度（lat）{lat:g}超出范围{more}；经度和纬度是否填反？",
    en="lon {lon:g} and lat {lat:g} are out of range{more}; are longitude and latitude swapped?",
)
MORE_PLACES = Text(zh="，另有{n}处", en=" and at {n} more places")
FAR_MANY = Text(
    zh="{column}有{n}处超出范围（{rows}），如{value:g}；应为：{expected}",
    en="{column} is out of range at {n} places ({rows}), such as {value:g}; expected: {expected}",
)
FAR_FLAT = Text(
    zh="{column}有{n}处超出范围，如{value:,.10g}公里；应为相对自选原点（在区县中部附近）{low:g}至{high:g}公里。表头写明时可读米"
    "（{header}（米））；如为国家坐标系的数，请全部减去同一个数",
    en="{column} is out of range at {n} places, such as {value:,.10g} km; expected: {low:g} to {high:g} km from a point of your "
    "choice near the middle of the county. Metres are read where the header says so ({header}（米）); from the numbers of a "
    "national grid take the same one off all",
)
FLAT_NOT_READ = Text(zh="已有经纬度，不读取 x 和 y", en="x and y are not read where there are longitudes and latitudes")
PLACED_BY_TABLE = Text(
    zh="以下学校在表中已有经度，其点位未使用：{schools}",
    en="points of schools whose longitude stands in the table are not used: {schools}",
)
SEVERAL_PLACES = Text(
    zh="学校 {school} 有{n}处位置，这里和{others}；请只留正确的一处",
    en="school {school} has {n} places, here and in {others}; leave the right one",
)
FEATURE = Text(zh="{file}，第{number}个要素", en="{file}, feature {number}")
FEATURE_INSIDE = Text(zh="第{number}个要素", en="feature {number}")
WITHOUT_ID = Text(zh="无标识", en="without id")
NO_COORDINATES = Text(zh="{values}不是经度和纬度", en="{values} are not longitude and latitude")
NO_POINTS = Text(
    zh="{n}个要素不是点，未读取：{numbers}",
    en="{n} feature{n: is not a point and is|s are no points and are} not read: {numbers}",
)
SHARED_NAME = Text(
    zh="“{label}”的点未使用（第{numbers}个要素）：学校{schools}同名；请为每个点写明学校的{id}",
    en="points of '{label}' are left (feature{n:|s} {numbers}): the schools {schools} bear that name; give each point the {id} of "
    "its school",
)
NO_FEATURE = Text(
    zh="没有一个要素属于表中的学校；第一个是“{label}”{near}",
    en="no feature is of a school in the table; the first is '{label}'{near}",
)
STRANGERS = Text(zh="有些点的学校不在表中：{names}", en="points of schools that are not in the table: {names}")
TEACHING_POINTS = Text(
    zh="{names}：请在学校表中为属于本区县的教学点各写一行",
    en="{names}: give teaching points that belong to the county rows in the table of schools",
)
NOT_GEOJSON = Text(zh="不是 GeoJSON，即 UTF-8 编码的 JSON", en="is not GeoJSON, which is JSON in UTF-8")
NOT_GEOJSON_AT = Text(
    zh="第{line}行：不是 GeoJSON，即 UTF-8 编码的 JSON", en="line {line}: is not GeoJSON, which is JSON in UTF-8"
)
NO_COLLECTION = Text(
    zh="不是 GeoJSON：须为由点组成的 FeatureCollection", en="is not GeoJSON: a FeatureCollection with points is wanted"
)
IN_CGCS2000 = Text(
    zh="坐标系为 CGCS2000，按 WGS84 读取；二者相差几厘米",
    en="is in CGCS2000, which is read as WGS84; they are centimetres apart",
)
OTHER_SYSTEM = Text(
    zh="坐标系为“{system}”{off}；请导出为 WGS84（EPSG:4326）或 CGCS2000（EPSG:4490）",
    en="has the coordinate system '{system}'{off}; export it in WGS84 (EPSG:4326) or CGCS2000 (EPSG:4490)",
)
SHIFTED = Text(zh="；这类地图服务的坐标系偏差几百米", en="; that system of map services is hundreds of metres off")
NEAREST_SCHOOLS = Text(zh="；最接近的名称：{schools:or}", en="; nearest valid name: {schools:or}")
SCHOOL_NAMED = Text(zh="“{name}”（{id}）", en="'{name}' ({id})")

# The sheet of a template that explains the columns.
EXPLAINED = Text(zh="数据项说明", en="Columns of the records")
EXPLAIN_HEADS = (
    Text(zh="表", en="Table"),
    Text(zh="列（中文表头）", en="Column, Chinese header"),
    Text(zh="列（英文表头）", en="Column, English header"),
    Text(zh="必填", en="Required"),
    Text(zh="单位", en="Unit"),
    Text(zh="取值", en="Allowed"),
    Text(zh="含义", en="Meaning"),
    Text(zh="亦可写作", en="Also understood"),
)
REQUIRED = Text(zh="必填", en="yes")
